package io.snapseal.iam.service;

import io.snapseal.iam.Caller;
import io.snapseal.iam.directory.Directory;
import io.snapseal.iam.directory.EntityArn;
import io.snapseal.iam.directory.EntityIds;
import io.snapseal.iam.directory.GroupInternals;
import io.snapseal.iam.directory.PolicySet;
import io.snapseal.iam.directory.UserInternals;
import io.snapseal.state.Page;
import io.snapseal.state.Row;
import java.time.Clock;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.CreateGroupRequest;
import software.amazon.awssdk.services.iam.model.Group;
import software.amazon.awssdk.services.iam.model.ListGroupsForUserRequest;
import software.amazon.awssdk.services.iam.model.ListGroupsRequest;
import software.amazon.awssdk.services.iam.model.UpdateGroupRequest;
import software.amazon.awssdk.services.iam.model.User;

/** Groups of users (IAM user guide, "IAM user groups"). */
final class Groups {
  private static final int MOST_PER_USER = 10;

  private final Entities<Group, GroupInternals> entities;
  private final Entities<User, UserInternals> users;
  private final EntityIds ids;
  private final Clock clock;

  Groups(
      Entities<Group, GroupInternals> entities,
      Entities<User, UserInternals> users,
      EntityIds ids,
      Clock clock) {
    this.entities = entities;
    this.users = users;
    this.ids = ids;
    this.clock = clock;
  }

  Group create(Caller caller, CreateGroupRequest request) {
    String name = request.groupName();
    String path = IamRequests.path(request.path());
    Group made =
        Group.builder()
            .groupName(name)
            .path(path)
            .arn(arn(caller, path, name))
            .groupId(ids.group())
            .createDate(clock.instant())
            .build();
    entities
        .state()
        .change(h -> entities.insert(h, caller, made, new GroupInternals(PolicySet.NONE)));
    return made;
  }

  Group get(Caller caller, String name) {
    return entities.get(caller, name).shown();
  }

  /** The members of a group, in the order of their names. */
  Page<User> members(
      Caller caller, String name, @Nullable String marker, @Nullable Integer maxItems) {
    Page<Row<User, UserInternals>> page =
        Lists.page(
            entities.state().read(handle -> members(handle, entities.find(handle, caller, name))),
            Row::id,
            marker,
            maxItems);
    return new Page<>(page.items().stream().map(Users::brief).toList(), page.next());
  }

  Page<Group> list(Caller caller, ListGroupsRequest request) {
    Page<Row<Group, GroupInternals>> page =
        Lists.page(
            entities.list(caller, request.pathPrefix()),
            Row::id,
            request.marker(),
            request.maxItems());
    return new Page<>(page.items().stream().map(Row::shown).toList(), page.next());
  }

  /** Renames a group or moves it to another path; its members stay in it. */
  void update(Caller caller, UpdateGroupRequest request) {
    entities
        .state()
        .change(
            handle -> {
              Row<Group, GroupInternals> old = entities.find(handle, caller, request.groupName());
              Group moved = moved(caller, old.shown(), request);
              entities.rename(handle, caller, old, moved);
              for (Row<User, UserInternals> member : members(handle, old)) {
                UserInternals changed =
                    member.internal().leaving(old.id()).joining(Directory.id(moved.groupName()));
                Directory.USERS.update(handle, member.keep(changed));
              }
            });
  }

  void delete(Caller caller, String name) {
    entities
        .state()
        .change(
            handle -> {
              Row<Group, GroupInternals> group = entities.find(handle, caller, name);
              if (!members(handle, group).isEmpty()) {
                throw IamFaults.deleteConflict(
                    "Cannot delete entity, must remove users from group first.");
              }
              Entities.refuseWithPolicies(group.internal());
              Directory.GROUPS.delete(handle, group.scope(), group.id());
            });
  }

  void add(Caller caller, String group, String user) {
    users.change(
        caller,
        user,
        (handle, row) -> {
          UserInternals more = row.internal().joining(entities.find(handle, caller, group).id());
          if (more.groups().size() > MOST_PER_USER) {
            throw IamFaults.quota("GroupsPerUser", MOST_PER_USER);
          }
          return row.keep(more);
        });
  }

  void remove(Caller caller, String group, String user) {
    users.change(
        caller,
        user,
        (handle, row) -> {
          String id = entities.find(handle, caller, group).id();
          if (!row.internal().groups().contains(id)) {
            throw IamFaults.noSuchEntity(
                "User %s is not in group %s.".formatted(row.shown().userName(), group));
          }
          return row.keep(row.internal().leaving(id));
        });
  }

  Page<Group> of(Caller caller, ListGroupsForUserRequest request) {
    List<Group> groups =
        users
            .state()
            .read(
                handle ->
                    users.find(handle, caller, request.userName()).internal().groups().stream()
                        .flatMap(
                            id ->
                                Directory.GROUPS
                                    .find(handle, Directory.scope(caller.account()), id)
                                    .stream())
                        .map(Row::shown)
                        .toList());
    return Lists.page(
        groups, group -> Directory.id(group.groupName()), request.marker(), request.maxItems());
  }

  private static List<Row<User, UserInternals>> members(
      Handle handle, Row<Group, GroupInternals> group) {
    return Directory.USERS.list(handle, group.scope()).stream()
        .filter(user -> user.internal().groups().contains(group.id()))
        .toList();
  }

  private static Group moved(Caller caller, Group old, UpdateGroupRequest request) {
    String name = request.newGroupName() == null ? old.groupName() : request.newGroupName();
    String path = request.newPath() == null ? old.path() : request.newPath();
    return old.toBuilder().groupName(name).path(path).arn(arn(caller, path, name)).build();
  }

  private static String arn(Caller caller, String path, String name) {
    return new EntityArn(caller.account(), "group", path, name).toString();
  }
}
