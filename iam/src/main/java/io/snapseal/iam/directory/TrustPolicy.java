package io.snapseal.iam.directory;

import io.snapseal.iam.BoundPrincipals;
import io.snapseal.state.Row;
import org.jdbi.v3.core.Handle;
import software.amazon.awssdk.services.iam.model.Role;

/** A role's trust policy as it means today; see {@link BoundPrincipals}. */
public final class TrustPolicy {
  private TrustPolicy() {}

  /** The document, with each principal named as it is to be named today. */
  public static String document(Handle handle, Row<Role, RoleInternals> role) {
    return BoundPrincipals.document(
        role.shown().assumeRolePolicyDocument(),
        role.internal().trusted(),
        DirectoryPrincipals.in(handle));
  }
}
