package io.snapseal.iam.service;

import io.snapseal.iam.directory.Directory;
import io.snapseal.iam.directory.PolicySet;
import io.snapseal.state.Scope;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.AttachedPermissionsBoundary;

/**
 * Which entities of an account use which managed policies. Counted, never kept: no count drifts.
 */
record PolicyUses(List<Use> all) {

  /**
   * One use.
   *
   * @param kind {@code User}, {@code Group} or {@code Role}
   * @param boundary whether the policy is the entity's permissions boundary
   */
  record Use(String arn, String kind, String name, String id, String path, boolean boundary) {
    /** The order in which uses are listed. */
    String sortedBy() {
      return kind + " " + Directory.id(name) + " " + boundary;
    }
  }

  /** The uses by the entities of an account. */
  static PolicyUses in(Handle handle, String account) {
    Scope scope = Directory.scope(account);
    List<Use> uses = new ArrayList<>();
    Directory.GROUPS
        .list(handle, scope)
        .forEach(
            row ->
                add(
                    uses,
                    new Use(
                        "",
                        "Group",
                        row.shown().groupName(),
                        row.shown().groupId(),
                        row.shown().path(),
                        false),
                    row.internal().policies(),
                    null));
    Directory.ROLES
        .list(handle, scope)
        .forEach(
            row ->
                add(
                    uses,
                    new Use(
                        "",
                        "Role",
                        row.shown().roleName(),
                        row.shown().roleId(),
                        row.shown().path(),
                        false),
                    row.internal().policies(),
                    row.shown().permissionsBoundary()));
    Directory.USERS
        .list(handle, scope)
        .forEach(
            row ->
                add(
                    uses,
                    new Use(
                        "",
                        "User",
                        row.shown().userName(),
                        row.shown().userId(),
                        row.shown().path(),
                        false),
                    row.internal().policies(),
                    row.shown().permissionsBoundary()));
    return new PolicyUses(uses);
  }

  /** The uses of one policy, in the order they are listed. */
  List<Use> of(String arn) {
    return all.stream()
        .filter(use -> use.arn().equals(arn))
        .sorted(Comparator.comparing(Use::sortedBy))
        .toList();
  }

  /** How many entities use a policy in that way. */
  int count(String arn, boolean boundary) {
    return (int) all.stream().filter(u -> u.arn().equals(arn) && u.boundary() == boundary).count();
  }

  private static void add(
      List<Use> uses,
      Use entity,
      PolicySet policies,
      @Nullable AttachedPermissionsBoundary boundary) {
    policies.attached().forEach(arn -> uses.add(of(entity, arn, false)));
    if (boundary != null) {
      uses.add(of(entity, boundary.permissionsBoundaryArn(), true));
    }
  }

  private static Use of(Use entity, String arn, boolean boundary) {
    return new Use(arn, entity.kind(), entity.name(), entity.id(), entity.path(), boundary);
  }
}
