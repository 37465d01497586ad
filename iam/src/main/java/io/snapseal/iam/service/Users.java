package io.snapseal.iam.service;

import io.snapseal.iam.Caller;
import io.snapseal.iam.directory.AccessKeyInternals;
import io.snapseal.iam.directory.Directory;
import io.snapseal.iam.directory.EntityArn;
import io.snapseal.iam.directory.EntityIds;
import io.snapseal.iam.directory.UserInternals;
import io.snapseal.state.Page;
import io.snapseal.state.Row;
import java.time.Clock;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.AccessKeyMetadata;
import software.amazon.awssdk.services.iam.model.CreateUserRequest;
import software.amazon.awssdk.services.iam.model.ListUsersRequest;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.iam.model.UpdateUserRequest;
import software.amazon.awssdk.services.iam.model.User;

/** Users (IAM user guide, "IAM users"). */
final class Users {
  private final Entities<User, UserInternals> entities;
  private final BoundedEntities<User, UserInternals> bounded;
  private final EntityIds ids;
  private final Clock clock;

  Users(Entities<User, UserInternals> entities, EntityIds ids, Clock clock) {
    this.entities = entities;
    this.bounded =
        new BoundedEntities<>(
            entities,
            User::tags,
            (user, tags) -> user.toBuilder().tags(tags).build(),
            User::permissionsBoundary,
            (user, boundary) -> user.toBuilder().permissionsBoundary(boundary).build());
    this.ids = ids;
    this.clock = clock;
  }

  User create(Caller caller, CreateUserRequest request) {
    String name = request.userName();
    String path = IamRequests.path(request.path());
    List<Tag> tags = EntityTags.added(List.of(), request.tags());
    return entities
        .state()
        .write(
            handle -> {
              User.Builder user =
                  User.builder()
                      .userName(name)
                      .path(path)
                      .arn(arn(caller, path, name))
                      .userId(ids.user())
                      .createDate(clock.instant())
                      .permissionsBoundary(
                          Boundaries.optional(handle, caller, request.permissionsBoundary()));
              User made = user.tags(EntityTags.orNone(tags)).build();
              entities.insert(handle, caller, made, UserInternals.NONE);
              return made;
            });
  }

  /** The user of that name, or the calling user itself if none is given. */
  User get(Caller caller, @Nullable String name) {
    if (name == null && caller.isRoot()) {
      return User.builder().userId(caller.account()).arn(caller.principalArn()).build();
    }
    return entities.get(caller, name == null ? callingUser(caller) : name).shown();
  }

  /** A page without tags and boundaries, which ListUsers does not show. */
  Page<User> list(Caller caller, ListUsersRequest request) {
    Page<Row<User, UserInternals>> page =
        Lists.page(
            entities.list(caller, request.pathPrefix()),
            Row::id,
            request.marker(),
            request.maxItems());
    return new Page<>(page.items().stream().map(Users::brief).toList(), page.next());
  }

  /** Renames a user or moves it to another path; its access keys follow. */
  void update(Caller caller, UpdateUserRequest request) {
    entities
        .state()
        .change(
            handle -> {
              Row<User, UserInternals> old = entities.find(handle, caller, request.userName());
              User moved = moved(caller, old.shown(), request);
              entities.rename(handle, caller, old, moved);
              old.internal().accessKeys().forEach(key -> keyFollows(handle, key, moved));
            });
  }

  void delete(Caller caller, String name) {
    entities
        .state()
        .change(
            handle -> {
              Row<User, UserInternals> user = entities.find(handle, caller, name);
              if (!user.internal().accessKeys().isEmpty()) {
                throw IamFaults.deleteConflict(
                    "Cannot delete entity, must delete access keys first.");
              }
              if (!user.internal().groups().isEmpty()) {
                throw IamFaults.deleteConflict(
                    "Cannot delete entity, must remove users from group first.");
              }
              Entities.refuseWithPolicies(user.internal());
              Directory.USERS.delete(handle, user.scope(), user.id());
            });
  }

  /** Their tags and boundaries. */
  BoundedEntities<User, UserInternals> bounded() {
    return bounded;
  }

  /** The name of the user who calls, for operations that may leave it out. */
  static String callingUser(Caller caller) {
    return EntityArn.parse(caller.principalArn())
        .filter(arn -> arn.kind().equals("user"))
        .map(EntityArn::name)
        .orElseThrow(
            () ->
                IamFaults.validation(
                    "Must specify userName when calling with non-User credentials"));
  }

  /** A user as lists show it. */
  static User brief(Row<User, UserInternals> row) {
    User user = row.shown();
    return User.builder()
        .userName(user.userName())
        .path(user.path())
        .arn(user.arn())
        .userId(user.userId())
        .createDate(user.createDate())
        .build();
  }

  private static User moved(Caller caller, User old, UpdateUserRequest request) {
    String name = request.newUserName() == null ? old.userName() : request.newUserName();
    String path = request.newPath() == null ? old.path() : request.newPath();
    return old.toBuilder().userName(name).path(path).arn(arn(caller, path, name)).build();
  }

  private static void keyFollows(Handle handle, String accessKeyId, User user) {
    Row<AccessKeyMetadata, AccessKeyInternals> key =
        Directory.ACCESS_KEYS
            .find(handle, Directory.ACCESS_KEY_SCOPE, accessKeyId)
            .orElseThrow(() -> new IllegalStateException("no access key " + accessKeyId));
    Directory.ACCESS_KEYS.update(
        handle,
        key.show(key.shown().toBuilder().userName(user.userName()).build())
            .keep(key.internal().ofUser(Directory.id(user.userName()))));
  }

  private static String arn(Caller caller, String path, String name) {
    return new EntityArn(caller.account(), "user", path, name).toString();
  }
}
