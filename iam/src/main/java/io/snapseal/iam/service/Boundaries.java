package io.snapseal.iam.service;

import io.snapseal.iam.Caller;
import io.snapseal.iam.directory.Directory;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.AttachedPermissionsBoundary;

/** Permissions boundaries (IAM user guide, "Permissions boundaries for IAM entities"). */
final class Boundaries {
  /** As IAM answers; its service model knows another word only, PermissionsBoundaryPolicy. */
  private static final String TYPE = "Policy";

  private Boundaries() {}

  /** A boundary of that policy, which must be there; null for none. */
  static @Nullable AttachedPermissionsBoundary optional(
      Handle handle, Caller caller, @Nullable String policyArn) {
    return policyArn == null ? null : of(handle, caller, policyArn);
  }

  /** A boundary of that policy, which must be there. */
  static AttachedPermissionsBoundary of(Handle handle, Caller caller, String arn) {
    boolean there =
        Directory.policy(handle, arn)
            .filter(
                row ->
                    Directory.isAwsManaged(row) || row.scope().account().equals(caller.account()))
            .isPresent();
    if (!there) {
      throw IamFaults.notAttachable("Scope ARN: " + arn);
    }
    return AttachedPermissionsBoundary.builder()
        .permissionsBoundaryArn(arn)
        .permissionsBoundaryType(TYPE)
        .build();
  }
}
