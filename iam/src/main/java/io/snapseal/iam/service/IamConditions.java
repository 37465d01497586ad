package io.snapseal.iam.service;

import io.snapseal.iam.Permission.Need;
import io.snapseal.iam.TagConditions;
import io.snapseal.iam.directory.Directory;
import io.snapseal.iam.directory.EntityArn;
import io.snapseal.state.ResourceTable;
import io.snapseal.state.Row;
import io.snapseal.state.StateStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.iam.model.AttachedPermissionsBoundary;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.iam.model.User;

/**
 * The condition keys of IAM's operations (Service Authorization Reference, "Condition keys for AWS
 * Identity and Access Management"): tags, {@code iam:PolicyARN}, {@code iam:PermissionsBoundary}.
 */
final class IamConditions {
  private final StateStore state;

  IamConditions(StateStore state) {
    this.state = state;
  }

  /** The need, with what the request and the entity it is about say. */
  Need added(AwsRequest request, Need need) {
    Map<String, List<String>> keys = new HashMap<>(TagConditions.requested(request));
    entity(need.resource()).ifPresent(entity -> held(keys, entity));
    put(keys, "iam:PolicyARN", request, "PolicyArn");
    put(keys, "iam:PermissionsBoundary", request, "PermissionsBoundary");
    return need.with(keys);
  }

  /** What a user or role has already; a boundary that the request brings replaces it. */
  private static void held(Map<String, List<String>> keys, SdkPojo entity) {
    List<Tag> tags = entity instanceof User user ? user.tags() : ((Role) entity).tags();
    AttachedPermissionsBoundary boundary =
        entity instanceof User user
            ? user.permissionsBoundary()
            : ((Role) entity).permissionsBoundary();
    tags.forEach(tag -> keys.putAll(TagConditions.held(Map.of(tag.key(), tag.value()))));
    if (boundary != null) {
      keys.put("iam:PermissionsBoundary", List.of(boundary.permissionsBoundaryArn()));
    }
  }

  private Optional<? extends SdkPojo> entity(String arn) {
    EntityArn named = EntityArn.parse(arn).orElse(null);
    if (named == null) {
      return Optional.empty();
    }
    return switch (named.kind()) {
      case "user" -> found(Directory.USERS, named);
      case "role" -> found(Directory.ROLES, named);
      default -> Optional.empty();
    };
  }

  private <T extends SdkPojo> Optional<T> found(
      ResourceTable<T, ? extends Record> table, EntityArn named) {
    return state
        .read(
            handle ->
                table.find(handle, Directory.scope(named.account()), Directory.id(named.name())))
        .map(Row::shown);
  }

  private static void put(
      Map<String, List<String>> keys, String key, AwsRequest request, String member) {
    @Nullable String value = request.getValueForField(member, String.class).orElse(null);
    if (value != null) {
      keys.put(key, List.of(value));
    }
  }
}
