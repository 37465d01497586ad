package io.snapseal.iam.directory;

import io.snapseal.state.ResourceTable;
import io.snapseal.state.Row;
import io.snapseal.state.Scope;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import software.amazon.awssdk.services.iam.model.AccessKeyMetadata;
import software.amazon.awssdk.services.iam.model.Group;
import software.amazon.awssdk.services.iam.model.Policy;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.User;

/**
 * Where the entities of all accounts are kept. A row's id is the entity's name without its
 * capitals: names are unique whatever their case, and paths are no part of them (IAM user guide,
 * "IAM identifiers").
 */
public final class Directory {
  public static final ResourceTable<User, UserInternals> USERS =
      new ResourceTable<>("iam-user", User.class, User::builder, UserInternals.class);
  public static final ResourceTable<Group, GroupInternals> GROUPS =
      new ResourceTable<>("iam-group", Group.class, Group::builder, GroupInternals.class);
  public static final ResourceTable<Role, RoleInternals> ROLES =
      new ResourceTable<>("iam-role", Role.class, Role::builder, RoleInternals.class);
  public static final ResourceTable<Policy, PolicyInternals> POLICIES =
      new ResourceTable<>("iam-policy", Policy.class, Policy::builder, PolicyInternals.class);
  public static final ResourceTable<AccessKeyMetadata, AccessKeyInternals> ACCESS_KEYS =
      new ResourceTable<>(
          "iam-access-key",
          AccessKeyMetadata.class,
          AccessKeyMetadata::builder,
          AccessKeyInternals.class);

  /** Where access keys are: in no account, because their ids alone must find their owners. */
  public static final Scope ACCESS_KEY_SCOPE = scope("000000000000");

  private Directory() {}

  /** Where an account's entities are: IAM is global, whatever region it is asked in. */
  public static Scope scope(String account) {
    return new Scope(account, "aws-global");
  }

  /** The row id of an entity of that name. */
  public static String id(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /** The user whom an ARN names. */
  public static Optional<Row<User, UserInternals>> user(Handle handle, String arn) {
    return EntityArn.parse(arn)
        .filter(parsed -> parsed.kind().equals("user"))
        .flatMap(parsed -> USERS.find(handle, scope(parsed.account()), id(parsed.name())))
        .filter(row -> row.shown().arn().equals(arn));
  }

  /** The group that an ARN names. */
  public static Optional<Row<Group, GroupInternals>> group(Handle handle, String arn) {
    return EntityArn.parse(arn)
        .filter(parsed -> parsed.kind().equals("group"))
        .flatMap(parsed -> GROUPS.find(handle, scope(parsed.account()), id(parsed.name())))
        .filter(row -> row.shown().arn().equals(arn));
  }

  /** The role that an ARN names. */
  public static Optional<Row<Role, RoleInternals>> role(Handle handle, String arn) {
    return EntityArn.parse(arn)
        .filter(parsed -> parsed.kind().equals("role"))
        .flatMap(parsed -> ROLES.find(handle, scope(parsed.account()), id(parsed.name())))
        .filter(row -> row.shown().arn().equals(arn));
  }

  /** The managed policy that an ARN names, an account's own or AWS's. */
  public static Optional<Row<Policy, PolicyInternals>> policy(Handle handle, String arn) {
    Optional<EntityArn> parsed = EntityArn.parse(arn).filter(a -> a.kind().equals("policy"));
    if (parsed.isPresent() && parsed.get().account().equals(AwsManagedPolicies.ACCOUNT)) {
      return awsManaged().stream().filter(row -> row.shown().arn().equals(arn)).findFirst();
    }
    return parsed
        .flatMap(p -> POLICIES.find(handle, scope(p.account()), id(p.name())))
        .filter(row -> row.shown().arn().equals(arn));
  }

  /** The policies that AWS keeps for everybody. */
  public static List<Row<Policy, PolicyInternals>> awsManaged() {
    return AwsManagedPolicies.ALL;
  }

  /** Whether a managed policy is AWS's own. */
  public static boolean isAwsManaged(Row<Policy, PolicyInternals> policy) {
    return policy.scope().account().equals(AwsManagedPolicies.ACCOUNT);
  }

  /** The document that a managed policy means now. */
  public static String document(Row<Policy, PolicyInternals> policy) {
    return policy.internal().version(policy.shown().defaultVersionId()).orElseThrow().document();
  }
}
