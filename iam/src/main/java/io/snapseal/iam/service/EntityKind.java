package io.snapseal.iam.service;

import io.snapseal.iam.directory.Directory;
import io.snapseal.iam.directory.GroupInternals;
import io.snapseal.iam.directory.HoldsPolicies;
import io.snapseal.iam.directory.RoleInternals;
import io.snapseal.iam.directory.UserInternals;
import io.snapseal.state.ResourceTable;
import java.util.function.Function;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.iam.model.Group;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.User;

/**
 * A kind of entity that has policies (IAM user guide, "IAM and AWS STS quotas").
 *
 * @param word {@code user}, {@code group} or {@code role}
 * @param title the same with a capital
 * @param inlineLimit the characters of all its inline policies, without white space
 */
record EntityKind<T extends SdkPojo, I extends Record & HoldsPolicies<I>>(
    String word,
    String title,
    int inlineLimit,
    ResourceTable<T, I> table,
    Function<T, String> name,
    Function<T, String> path) {

  static final EntityKind<User, UserInternals> USER =
      new EntityKind<>("user", "User", 2048, Directory.USERS, User::userName, User::path);
  static final EntityKind<Group, GroupInternals> GROUP =
      new EntityKind<>("group", "Group", 5120, Directory.GROUPS, Group::groupName, Group::path);
  static final EntityKind<Role, RoleInternals> ROLE =
      new EntityKind<>("role", "Role", 10_240, Directory.ROLES, Role::roleName, Role::path);
}
