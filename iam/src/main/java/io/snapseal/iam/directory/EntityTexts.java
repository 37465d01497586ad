package io.snapseal.iam.directory;

import io.snapseal.state.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.AttachedPermissionsBoundary;
import software.amazon.awssdk.services.iam.model.Group;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.iam.model.User;

/**
 * The texts of an entity's policies, those of a user's groups among them.
 *
 * @param id the entity's unique id
 */
public record EntityTexts(
    String id,
    String arn,
    List<PolicyText> identity,
    Optional<PolicyText> boundary,
    Map<String, String> tags) {
  /** What a boundary whose policy is gone means; DeletePolicy does not let it come to that. */
  static final String NOTHING =
      """
      {"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"*"}]}""";

  /** Of the user, group or role of that ARN. */
  public static Optional<EntityTexts> of(Handle handle, String arn) {
    return Directory.user(handle, arn)
        .map(user -> ofUser(handle, user))
        .or(() -> Directory.role(handle, arn).map(role -> ofRole(handle, role)))
        .or(() -> Directory.group(handle, arn).map(group -> ofGroup(handle, group)));
  }

  static EntityTexts ofRole(Handle handle, Row<Role, RoleInternals> role) {
    Role shown = role.shown();
    return new EntityTexts(
        shown.roleId(),
        shown.arn(),
        held(handle, "role_" + shown.roleName(), role.internal().policies()),
        boundary(handle, shown.permissionsBoundary()),
        tags(shown.tags()));
  }

  private static EntityTexts ofUser(Handle handle, Row<User, UserInternals> user) {
    User shown = user.shown();
    List<PolicyText> all =
        new ArrayList<>(held(handle, "user_" + shown.userName(), user.internal().policies()));
    for (String group : user.internal().groups()) {
      Directory.GROUPS
          .find(handle, user.scope(), group)
          .ifPresent(row -> all.addAll(ofGroup(handle, row).identity()));
    }
    return new EntityTexts(
        shown.userId(),
        shown.arn(),
        all,
        boundary(handle, shown.permissionsBoundary()),
        tags(shown.tags()));
  }

  private static EntityTexts ofGroup(Handle handle, Row<Group, GroupInternals> group) {
    Group shown = group.shown();
    return new EntityTexts(
        shown.groupId(),
        shown.arn(),
        held(handle, "group_" + shown.groupName(), group.internal().policies()),
        Optional.empty(),
        Map.of());
  }

  private static List<PolicyText> held(Handle handle, String holder, PolicySet policies) {
    List<PolicyText> held = new ArrayList<>();
    new TreeMap<>(policies.inline())
        .forEach((name, document) -> held.add(new PolicyText(holder + "_" + name, document)));
    for (String arn : policies.attached()) {
      // One that was detached and deleted since the holder was read grants and denies nothing.
      managed(handle, arn).ifPresent(held::add);
    }
    return held;
  }

  private static Optional<PolicyText> boundary(
      Handle handle, @Nullable AttachedPermissionsBoundary boundary) {
    if (boundary == null) {
      return Optional.empty();
    }
    String arn = boundary.permissionsBoundaryArn();
    return Optional.of(managed(handle, arn).orElseGet(() -> new PolicyText(arn, NOTHING)));
  }

  static Optional<PolicyText> managed(Handle handle, String arn) {
    return Directory.policy(handle, arn)
        .map(policy -> new PolicyText(arn, Directory.document(policy)));
  }

  private static Map<String, String> tags(List<Tag> tags) {
    Map<String, String> all = new TreeMap<>();
    tags.forEach(tag -> all.put(tag.key(), tag.value()));
    return all;
  }
}
