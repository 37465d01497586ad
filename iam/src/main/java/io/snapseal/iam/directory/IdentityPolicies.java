package io.snapseal.iam.directory;

import io.snapseal.iam.SecretKey;
import io.snapseal.iam.policy.Policies.Named;
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

/** What an authorizer asks of the directory: who signs with a key, and which policies they have. */
public final class IdentityPolicies {
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
        .filter(entity -> entity.account().equals(account) && !entity.kind().equals("group"))
        .flatMap(entity -> state.read(handle -> EntityTexts.of(handle, arn)))
        .map(this::read);
  }

  /**
   * The policies that limit a session, read: its own documents, and managed policies by their ARNs.
   * A managed policy that is gone leaves nothing allowed.
   */
  public List<Named> limits(List<String> documents, List<String> policyArns) {
    List<Named> limits = new ArrayList<>();
    documents.forEach(document -> limits.add(read(new PolicyText("session policy", document))));
    policyArns.forEach(
        arn ->
            limits.add(
                read(
                    state
                        .read(handle -> EntityTexts.managed(handle, arn))
                        .orElseGet(() -> new PolicyText(arn, EntityTexts.NOTHING)))));
    return limits;
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

  private Optional<AccessKeyOwner> owner(
      Handle handle, Row<AccessKeyMetadata, AccessKeyInternals> key) {
    AccessKeyInternals internal = key.internal();
    return Directory.USERS
        .find(handle, Directory.scope(internal.account()), internal.user())
        .filter(user -> user.internal().accessKeys().contains(key.id()))
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
}
