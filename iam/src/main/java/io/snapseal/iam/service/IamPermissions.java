package io.snapseal.iam.service;

import io.snapseal.iam.Caller;
import io.snapseal.iam.Permission;
import io.snapseal.iam.Permission.Need;
import io.snapseal.iam.directory.Directory;
import io.snapseal.iam.directory.EntityArn;
import io.snapseal.state.ResourceTable;
import io.snapseal.state.Row;
import io.snapseal.state.StateStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.core.SdkPojo;

/**
 * What every IAM operation needs (Service Authorization Reference, "Actions, resources, and
 * condition keys for AWS Identity and Access Management"). An entity is named as it was made, not
 * as the request spells it: a policy that denies {@code user/alice} denies {@code ALICE}, too.
 */
final class IamPermissions {
  private static final String USER = "user";
  private static final String GROUP = "group";
  private static final String ROLE = "role";
  private static final String POLICY = "policy";

  private final StateStore state;
  private final Map<String, Permission> all = new HashMap<>();

  IamPermissions(StateStore state) {
    this.state = state;
  }

  /** The declarations, by operation. */
  Map<String, Permission> all() {
    create("CreateUser", USER, "UserName");
    create("CreateGroup", GROUP, "GroupName");
    create("CreateRole", ROLE, "RoleName");
    create("CreatePolicy", POLICY, "PolicyName");
    list("ListUsers", USER);
    list("ListGroups", GROUP);
    list("ListRoles", ROLE);
    for (String operation : IamOperations.ON_USER) {
      on(operation, (caller, request) -> userArn(caller, needed(request, "UserName")));
    }
    for (String operation : IamOperations.ON_CALLING_USER) {
      on(operation, this::userOrCaller);
    }
    for (String operation : IamOperations.ON_GROUP) {
      on(operation, (caller, request) -> groupArn(caller, needed(request, "GroupName")));
    }
    for (String operation : IamOperations.ON_ROLE) {
      on(operation, (caller, request) -> roleArn(caller, needed(request, "RoleName")));
    }
    for (String operation : IamOperations.ON_POLICY) {
      on(operation, (caller, request) -> IamRequests.policyArn(needed(request, "PolicyArn")));
    }
    for (String operation : IamOperations.ON_ANY) {
      all.put(operation, Permission.onAny("iam:" + operation));
    }
    on("GetAccessKeyLastUsed", this::keyOwner);
    on("SimulatePrincipalPolicy", (caller, request) -> needed(request, "PolicySourceArn"));
    update("UpdateUser", USER, "UserName", this::userArn);
    update("UpdateGroup", GROUP, "GroupName", this::groupArn);
    IamConditions conditions = new IamConditions(state);
    all.replaceAll((operation, permission) -> permission.changed(conditions::added));
    return Map.copyOf(all);
  }

  private void on(String operation, BiFunction<Caller, AwsRequest, String> resource) {
    all.put(operation, Permission.on("iam:" + operation, AwsRequest.class, resource));
  }

  /** To make something with tags needs the right to tag it, too. */
  private void create(String operation, String kind, String member) {
    all.put(
        operation,
        Permission.of(
            AwsRequest.class,
            (caller, request) -> {
              String name = needed(request, member);
              String path = Optional.ofNullable(field(request, "Path")).orElse("/");
              String arn = new EntityArn(caller.account(), kind, path, name).toString();
              List<Need> needs = new ArrayList<>(List.of(new Need("iam:" + operation, arn)));
              if (isTagged(request)) {
                needs.add(new Need("iam:" + operation.replace("Create", "Tag"), arn));
              }
              return needs;
            }));
  }

  /** What gets another name or path needs the right under both (IAM API reference, UpdateUser). */
  private void update(
      String operation, String kind, String member, BiFunction<Caller, String, String> arnOf) {
    all.put(
        operation,
        Permission.of(
            AwsRequest.class,
            (caller, request) -> {
              String action = "iam:" + operation;
              String old = arnOf.apply(caller, needed(request, member));
              EntityArn entity = EntityArn.parse(old).orElse(null);
              if (entity == null) {
                return List.of(new Need(action, old));
              }
              String path = Optional.ofNullable(field(request, "NewPath")).orElse(entity.path());
              String name =
                  Optional.ofNullable(field(request, "New" + member)).orElse(entity.name());
              String moved = new EntityArn(caller.account(), kind, path, name).toString();
              return moved.equals(old)
                  ? List.of(new Need(action, old))
                  : List.of(new Need(action, old), new Need(action, moved));
            }));
  }

  private void list(String operation, String kind) {
    on(
        operation,
        (caller, request) -> "arn:aws:iam::" + caller.account() + ":" + kind + pathPrefix(request));
  }

  private static String pathPrefix(AwsRequest request) {
    return IamRequests.path(field(request, "PathPrefix"));
  }

  private String userArn(Caller caller, String name) {
    return arn(caller, USER, name, Directory.USERS, user -> user.arn());
  }

  private String groupArn(Caller caller, String name) {
    return arn(caller, GROUP, name, Directory.GROUPS, group -> group.arn());
  }

  private String roleArn(Caller caller, String name) {
    return arn(caller, ROLE, name, Directory.ROLES, role -> role.arn());
  }

  /** Without a name it is about who calls: a user, or the root user. */
  private String userOrCaller(Caller caller, AwsRequest request) {
    String name = field(request, "UserName");
    return name == null ? caller.principalArn() : userArn(caller, name);
  }

  private String keyOwner(Caller caller, AwsRequest request) {
    String id = needed(request, "AccessKeyId");
    return state
        .read(handle -> Directory.ACCESS_KEYS.find(handle, Directory.ACCESS_KEY_SCOPE, id))
        .filter(key -> key.internal().account().equals(caller.account()))
        .map(key -> userArn(caller, key.shown().userName()))
        .orElse("*");
  }

  private <T extends SdkPojo, I extends Record> String arn(
      Caller caller, String kind, String name, ResourceTable<T, I> table, Function<T, String> arn) {
    return state
        .read(handle -> table.find(handle, Directory.scope(caller.account()), Directory.id(name)))
        .map(Row::shown)
        .map(arn)
        .orElseGet(() -> new EntityArn(caller.account(), kind, "/", name).toString());
  }

  private static boolean isTagged(AwsRequest request) {
    return request.getValueForField("Tags", List.class).filter(tags -> !tags.isEmpty()).isPresent();
  }

  /** A member that a request was not admitted without. */
  private static String needed(AwsRequest request, String member) {
    return Objects.requireNonNull(field(request, member), member);
  }

  private static @Nullable String field(AwsRequest request, String member) {
    return request.getValueForField(member, String.class).orElse(null);
  }
}
