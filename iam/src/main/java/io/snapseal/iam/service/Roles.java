package io.snapseal.iam.service;

import io.snapseal.iam.Caller;
import io.snapseal.iam.directory.Directory;
import io.snapseal.iam.directory.EntityArn;
import io.snapseal.iam.directory.EntityIds;
import io.snapseal.iam.directory.PolicySet;
import io.snapseal.iam.directory.RoleInternals;
import io.snapseal.iam.directory.TrustPolicy;
import io.snapseal.state.Page;
import io.snapseal.state.Row;
import java.time.Clock;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.CreateRoleRequest;
import software.amazon.awssdk.services.iam.model.ListRolesRequest;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.RoleLastUsed;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.iam.model.UpdateAssumeRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.UpdateRoleRequest;

/** Roles (IAM user guide, "IAM roles"). */
final class Roles {
  private static final int USUAL_SESSION = 3600;

  private final Entities<Role, RoleInternals> entities;
  private final BoundedEntities<Role, RoleInternals> bounded;
  private final EntityIds ids;
  private final Clock clock;

  Roles(Entities<Role, RoleInternals> entities, EntityIds ids, Clock clock) {
    this.entities = entities;
    this.bounded =
        new BoundedEntities<>(
            entities,
            Role::tags,
            (role, tags) -> role.toBuilder().tags(tags).build(),
            Role::permissionsBoundary,
            (role, boundary) -> role.toBuilder().permissionsBoundary(boundary).build());
    this.ids = ids;
    this.clock = clock;
  }

  Role create(Caller caller, CreateRoleRequest request) {
    String name = request.roleName();
    String path = IamRequests.path(request.path());
    String document = Trust.document(request.assumeRolePolicyDocument());
    List<Tag> tags = EntityTags.added(List.of(), request.tags());
    Role.Builder role =
        Role.builder()
            .roleName(name)
            .path(path)
            .arn(new EntityArn(caller.account(), "role", path, name).toString())
            .roleId(ids.role())
            .createDate(clock.instant())
            .assumeRolePolicyDocument(document)
            .description(request.description())
            .maxSessionDuration(sessionDuration(request.maxSessionDuration(), USUAL_SESSION));
    return entities
        .state()
        .write(
            handle -> {
              role.permissionsBoundary(
                  Boundaries.optional(handle, caller, request.permissionsBoundary()));
              Role made = role.tags(EntityTags.orNone(tags)).build();
              entities.insert(
                  handle,
                  caller,
                  made,
                  new RoleInternals(PolicySet.NONE, Trust.trusted(handle, document)));
              return made.toBuilder().assumeRolePolicyDocument(Documents.encoded(document)).build();
            });
  }

  Role get(Caller caller, String name) {
    return entities
        .state()
        .read(
            handle ->
                shown(handle, entities.find(handle, caller, name)).toBuilder()
                    .roleLastUsed(RoleLastUsed.builder().build())
                    .build());
  }

  /** A page without tags and boundaries, which ListRoles does not show. */
  Page<Role> list(Caller caller, ListRolesRequest request) {
    Page<Row<Role, RoleInternals>> page =
        Lists.page(
            entities.list(caller, request.pathPrefix()),
            Row::id,
            request.marker(),
            request.maxItems());
    return entities
        .state()
        .read(
            handle ->
                new Page<>(
                    page.items().stream().map(row -> brief(shown(handle, row))).toList(),
                    page.next()));
  }

  /** What is left out of the request takes its default: a description is emptied. */
  void update(Caller caller, UpdateRoleRequest request) {
    String description = request.description();
    entities.change(
        caller,
        request.roleName(),
        row ->
            row.show(
                row.shown().toBuilder()
                    .description(description == null ? "" : description)
                    .maxSessionDuration(
                        sessionDuration(
                            request.maxSessionDuration(), row.shown().maxSessionDuration()))
                    .build()));
  }

  Role describe(Caller caller, String name, String description) {
    Row<Role, RoleInternals> changed =
        entities.change(
            caller,
            name,
            row -> row.show(row.shown().toBuilder().description(description).build()));
    return entities.state().read(handle -> shown(handle, changed));
  }

  void updateTrust(Caller caller, UpdateAssumeRolePolicyRequest request) {
    String document = Trust.document(request.policyDocument());
    entities.change(
        caller,
        request.roleName(),
        (handle, row) ->
            row.show(row.shown().toBuilder().assumeRolePolicyDocument(document).build())
                .keep(row.internal().trusting(Trust.trusted(handle, document))));
  }

  void delete(Caller caller, String name) {
    entities
        .state()
        .change(
            handle -> {
              Row<Role, RoleInternals> role = entities.find(handle, caller, name);
              Entities.refuseWithPolicies(role.internal());
              Directory.ROLES.delete(handle, role.scope(), role.id());
            });
  }

  /** Their tags and boundaries. */
  BoundedEntities<Role, RoleInternals> bounded() {
    return bounded;
  }

  private static Role shown(Handle handle, Row<Role, RoleInternals> row) {
    return row.shown().toBuilder()
        .assumeRolePolicyDocument(Documents.encoded(TrustPolicy.document(handle, row)))
        .build();
  }

  private static Role brief(Role role) {
    return Role.builder()
        .roleName(role.roleName())
        .path(role.path())
        .arn(role.arn())
        .roleId(role.roleId())
        .createDate(role.createDate())
        .assumeRolePolicyDocument(role.assumeRolePolicyDocument())
        .description(role.description())
        .maxSessionDuration(role.maxSessionDuration())
        .build();
  }

  private static int sessionDuration(@Nullable Integer given, int otherwise) {
    return given == null ? otherwise : given;
  }
}
