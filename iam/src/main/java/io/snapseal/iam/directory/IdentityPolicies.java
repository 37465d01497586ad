package io.snapseal.iam.directory;

import io.snapseal.iam.SecretKey;
import io.snapseal.iam.policy.Policies.Named;
import io.snapseal.state.Remembered;
import io.snapseal.state.Row;
import io.snapseal.state.StateStore;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import software.amazon.awssdk.services.iam.model.AccessKeyMetadata;
import software.amazon.awssdk.services.iam.model.StatusType;
import software.amazon.awssdk.services.iam.model.User;

/** What an authorizer asks of the directory: who signs with a key, and which policies they have. */
public final class IdentityPolicies {
  private static final int REMEMBERED = 1024;

  private final StateStore state;
  private final SecretWrapping wrapping;
  private final Remembered<String, Optional<KeyOfUser>> keys;
  private final Remembered<String, Optional<IdentityDocuments>> entities;
  private final Remembered<String, PolicyText> managed;
  private final ParsedPolicies parsed = new ParsedPolicies();

  /** An access key and the user who has it. */
  private record KeyOfUser(
      Row<AccessKeyMetadata, AccessKeyInternals> key, Row<User, UserInternals> user) {}

  public IdentityPolicies(StateStore state, SecretWrapping wrapping) {
    this.state = state;
    this.wrapping = wrapping;
    this.keys = new Remembered<>(state, REMEMBERED);
    this.entities = new Remembered<>(state, REMEMBERED);
    this.managed = new Remembered<>(state, REMEMBERED);
  }

  /** Whose access key that is; empty if there is no such key. */
  public Optional<AccessKeyOwner> ownerOf(String accessKeyId) {
    // Rows are remembered, secrets are not: they are unwrapped for each request.
    return keys.of(accessKeyId, id -> state.view(handle -> keyOfUser(handle, id))).map(this::owner);
  }

  private static Optional<KeyOfUser> keyOfUser(Handle handle, String accessKeyId) {
    return Directory.ACCESS_KEYS
        .find(handle, Directory.ACCESS_KEY_SCOPE, accessKeyId)
        .flatMap(
            key ->
                Directory.USERS
                    .find(handle, Directory.scope(key.internal().account()), key.internal().user())
                    .filter(user -> user.internal().accessKeys().contains(key.id()))
                    .map(user -> new KeyOfUser(key, user)));
  }

  /** The policies of a user or role; empty if there is none of that ARN in the account. */
  public Optional<IdentityDocuments> of(String account, String arn) {
    return EntityArn.parse(arn)
        .filter(entity -> entity.account().equals(account) && !entity.kind().equals("group"))
        .flatMap(
            entity ->
                entities.of(
                    arn, id -> state.view(handle -> EntityTexts.of(handle, id)).map(this::read)));
  }

  /**
   * The policies that limit a session, read: its own documents, and managed policies by their ARNs.
   * A managed policy that is gone leaves nothing allowed.
   */
  public List<Named> limits(List<String> documents, List<String> policyArns) {
    List<Named> limits = new ArrayList<>();
    documents.forEach(document -> limits.add(read(new PolicyText("session policy", document))));
    policyArns.forEach(arn -> limits.add(read(managed.of(arn, this::managedOrNothing))));
    return limits;
  }

  private PolicyText managedOrNothing(String arn) {
    return state
        .read(handle -> EntityTexts.managed(handle, arn))
        .orElseGet(() -> new PolicyText(arn, EntityTexts.NOTHING));
  }

  private IdentityDocuments read(EntityTexts texts) {
    return new IdentityDocuments(
        texts.id(),
        texts.arn(),
        texts.identity().stream().map(this::read).toList(),
        texts.boundary().map(this::read),
        texts.tags());
  }

  private Named read(PolicyText text) {
    return new Named(text.name(), parsed.identity(text.document()));
  }

  private AccessKeyOwner owner(KeyOfUser found) {
    AccessKeyInternals internal = found.key().internal();
    User user = found.user().shown();
    return new AccessKeyOwner(
        internal.account(),
        user.userName(),
        user.arn(),
        user.userId(),
        secret(found.key().id(), internal.wrapped()),
        found.key().shown().status() == StatusType.ACTIVE);
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
}
