package io.snapseal.iam.directory;

import io.snapseal.iam.SecretKey;
import io.snapseal.iam.policy.Policies.Named;
import io.snapseal.iam.policy.Policy;
import io.snapseal.state.Row;
import io.snapseal.state.StateStore;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.AccessKeyMetadata;
import software.amazon.awssdk.services.iam.model.AttachedPermissionsBoundary;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.StatusType;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.iam.model.User;

/** What an authorizer asks of the directory: who signs with a key, and which policies they have. */
public final class IdentityPolicies {
  private static final String NOTHING =
      """
      {"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"*"}]}""";

  private final StateStore state;
  private final SecretWrapping wrapping;
  private final ParsedPolicies parsed = new ParsedPolicies();

  public IdentityPolicies(StateStore state, SecretWrapping wrapping) {
    this.state = state;
    this.wrapping = wrapping;
  }

  /** Whose access key that is; empty if there is no such key. */
  public Optional<AccessKeyOwner> ownerOf(String accessKeyId) {
    return state.read(
        handle ->
            Directory.ACCESS_KEYS
                .find(handle, Directory.ACCESS_KEY_SCOPE, accessKeyId)
                .flatMap(key -> owner(handle, key)));
  }

  /** The policies of a user or role; empty if there is none of that ARN in the account. */
  public Optional<IdentityDocuments> of(String account, String arn) {
    return EntityArn.parse(arn)
        .filter(entity -> entity.account().equals(account))
        .flatMap(entity -> state.read(handle -> documents(handle, entity, arn)));
  }

  /** The policies of the role of that name, as session ARNs name it: without a path. */
  public Optional<IdentityDocuments> ofRoleNamed(String account, String name) {
    return state.read(
        handle ->
            Directory.ROLES
                .find(handle, Directory.scope(account), Directory.id(name))
                .filter(role -> role.shown().roleName().equals(name))
                .map(role -> ofRole(handle, role)));
  }

  /** A managed policy by its ARN, as a session may be limited by it. */
  public Optional<Named> managed(String arn) {
    return state.read(handle -> managed(handle, arn));
  }

  private Optional<IdentityDocuments> documents(Handle handle, EntityArn entity, String arn) {
    return switch (entity.kind()) {
      case "user" -> Directory.user(handle, arn).map(user -> ofUser(handle, user));
      case "role" -> Directory.role(handle, arn).map(role -> ofRole(handle, role));
      default -> Optional.empty();
    };
  }

  private Optional<AccessKeyOwner> owner(
      Handle handle, Row<AccessKeyMetadata, AccessKeyInternals> key) {
    AccessKeyInternals internal = key.internal();
    return Directory.USERS
        .find(handle, Directory.scope(internal.account()), internal.user())
        .map(
            user ->
                new AccessKeyOwner(
                    internal.account(),
                    user.shown().userName(),
                    user.shown().arn(),
                    user.shown().userId(),
                    secret(key.id(), internal.wrapped()),
                    key.shown().status() == StatusType.ACTIVE));
  }

  private SecretKey secret(String accessKeyId, String wrapped) {
    byte[] secret =
        wrapping.unwrap(
            AccessKeyInternals.secretName(accessKeyId), Base64.getDecoder().decode(wrapped));
    try {
      return SecretKey.of(new String(secret, StandardCharsets.US_ASCII));
    } finally {
      Arrays.fill(secret, (byte) 0);
    }
  }

  private IdentityDocuments ofUser(Handle handle, Row<User, UserInternals> user) {
    User shown = user.shown();
    List<Named> all =
        new ArrayList<>(held(handle, "user_" + shown.userName(), user.internal().policies()));
    for (String group : user.internal().groups()) {
      Directory.GROUPS
          .find(handle, user.scope(), group)
          .ifPresent(
              row ->
                  all.addAll(
                      held(handle, "group_" + row.shown().groupName(), row.internal().policies())));
    }
    return new IdentityDocuments(
        shown.userId(),
        shown.arn(),
        all,
        boundary(handle, shown.permissionsBoundary()),
        tags(shown.tags()));
  }

  private IdentityDocuments ofRole(Handle handle, Row<Role, RoleInternals> role) {
    Role shown = role.shown();
    return new IdentityDocuments(
        shown.roleId(),
        shown.arn(),
        held(handle, "role_" + shown.roleName(), role.internal().policies()),
        boundary(handle, shown.permissionsBoundary()),
        tags(shown.tags()));
  }

  /** Inline policies are named as the policy simulator names them, {@code user_alice_mine}. */
  private List<Named> held(Handle handle, String holder, PolicySet policies) {
    List<Named> held = new ArrayList<>();
    new TreeMap<>(policies.inline())
        .forEach(
            (name, document) ->
                held.add(new Named(holder + "_" + name, parsed.identity(document))));
    for (String arn : policies.attached()) {
      // One that was detached and deleted since the holder was read grants and denies nothing.
      managed(handle, arn).ifPresent(held::add);
    }
    return held;
  }

  /** A boundary whose policy is gone allows nothing: DeletePolicy does not let it come to that. */
  private Optional<Named> boundary(Handle handle, @Nullable AttachedPermissionsBoundary boundary) {
    if (boundary == null) {
      return Optional.empty();
    }
    String arn = boundary.permissionsBoundaryArn();
    return Optional.of(
        managed(handle, arn)
            .orElseGet(() -> new Named(arn, Policy.read(Policy.Kind.IDENTITY, NOTHING))));
  }

  private Optional<Named> managed(Handle handle, String arn) {
    return Directory.policy(handle, arn)
        .map(policy -> new Named(arn, parsed.identity(Directory.document(policy))));
  }

  private static Map<String, String> tags(List<Tag> tags) {
    Map<String, String> all = new TreeMap<>();
    tags.forEach(tag -> all.put(tag.key(), tag.value()));
    return all;
  }
}
