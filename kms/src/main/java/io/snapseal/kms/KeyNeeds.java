package io.snapseal.kms;

import io.snapseal.iam.Caller;
import io.snapseal.iam.Permission.Need;
import io.snapseal.iam.Principals;
import io.snapseal.iam.policy.MalformedPolicyException;
import io.snapseal.iam.policy.Policies.Named;
import io.snapseal.iam.policy.Policies.Required;
import io.snapseal.iam.policy.Policy;
import io.snapseal.state.Row;
import io.snapseal.state.Scope;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.services.kms.model.GrantListEntry;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.RetireGrantRequest;

/**
 * What a request on a key needs: its action on that key, judged by the key's policy and grants too.
 */
final class KeyNeeds {
  private static final int CACHED_POLICIES = 1024;
  private static final Policy NOTHING = new Policy(List.of());

  /** What may be done with a key of another account at all (KMS API reference, by operation). */
  private static final Set<String> ACROSS_ACCOUNTS =
      Set.of(
          "kms:CreateGrant",
          "kms:Decrypt",
          "kms:DeriveSharedSecret",
          "kms:DescribeKey",
          "kms:Encrypt",
          "kms:GenerateDataKey",
          "kms:GenerateDataKeyPair",
          "kms:GenerateDataKeyPairWithoutPlaintext",
          "kms:GenerateDataKeyWithoutPlaintext",
          "kms:GenerateMac",
          "kms:GetKeyRotationStatus",
          "kms:GetPublicKey",
          "kms:ListGrants",
          "kms:ReEncryptFrom",
          "kms:ReEncryptTo",
          "kms:RetireGrant",
          "kms:RevokeGrant",
          "kms:Sign",
          "kms:Verify",
          "kms:VerifyMac");

  private final Keys keys;
  private final Grants grants;
  private final Principals principals;
  private final Map<String, Policy> parsed = new ConcurrentHashMap<>();

  KeyNeeds(Keys keys, Grants grants, Principals principals) {
    this.keys = keys;
    this.grants = grants;
    this.principals = principals;
  }

  /** The need of an action on the key that an identifier of any form names. */
  Need on(Caller caller, String action, @Nullable String identifier, AwsRequest request) {
    KeyName name = KeyName.parse(caller, identifier);
    if (isForeign(caller, name)) {
      return onForeign(caller, action, name, keys.ifThere(name), request, Map.of());
    }
    return on(caller, action, keys.find(caller, identifier), request, Map.of());
  }

  /** {@link #on} for what takes a key id or ARN, not an alias. */
  Need onById(Caller caller, String action, @Nullable String identifier, AwsRequest request) {
    KeyName name = KeyName.parse(caller, identifier);
    if (isForeign(caller, name)) {
      return onForeign(caller, action, name, keys.ifThere(name), request, Map.of());
    }
    return on(caller, action, keys.findById(caller, identifier), request, Map.of());
  }

  /** The need of an action on the key that a ciphertext names. */
  Need onCiphertext(
      Caller caller,
      String action,
      CiphertextBlob blob,
      AwsRequest request,
      Map<String, String> encryptionContext) {
    Scope scope = new Scope(blob.account(), caller.region());
    KeyName name = new KeyName(scope, "key/" + blob.keyId());
    Optional<Row<KeyMetadata, KeyInternals>> key = keys.byId(scope, blob.keyId());
    Map<String, List<String>> context = new HashMap<>();
    ConditionKeys.encryptionContext(context, encryptionContext);
    if (isForeign(caller, name)) {
      return onForeign(caller, action, name, key, request, context);
    }
    return on(caller, action, key.orElseThrow(KmsFaults::invalidCiphertext), request, context);
  }

  /** The need of retiring a grant: its retiring principal may, and whoever it lets. */
  Need onGrant(Caller caller, RetireGrantRequest request) {
    Row<GrantListEntry, GrantInternals> grant = grants.named(caller, request);
    Need onKey = onById(caller, "kms:RetireGrant", grant.internal().keyArn(), request);
    return new Need(
        onKey.action(),
        onKey.resource(),
        onKey.keys(),
        onKey.policy(),
        () ->
            new GrantCover(grant.shown()).covers(caller, "kms:RetireGrant", request, Map.of())
                ? Optional.of(grant.shown().grantId())
                : Optional.empty());
  }

  private static boolean isForeign(Caller caller, KeyName name) {
    return !name.scope().account().equals(caller.account());
  }

  /**
   * The answer is the same whether another account's key is not there or not allowed: a stranger
   * learns not even what exists.
   */
  private Need onForeign(
      Caller caller,
      String action,
      KeyName name,
      Optional<Row<KeyMetadata, KeyInternals>> key,
      AwsRequest request,
      Map<String, List<String>> more) {
    if (key.isEmpty() || !ACROSS_ACCOUNTS.contains(action)) {
      return new Need(
          action,
          name.arn(),
          Map.of(),
          new Required(new Named("", NOTHING), false),
          Optional::empty);
    }
    Need need = on(caller, action, key.get(), request, more);
    return new Need(action, name.arn(), need.keys(), need.policy(), need.grant());
  }

  private Need on(
      Caller caller,
      String action,
      Row<KeyMetadata, KeyInternals> key,
      AwsRequest request,
      Map<String, List<String>> more) {
    Map<String, List<String>> context = new HashMap<>(ConditionKeys.of(caller, request));
    context.putAll(ConditionKeys.of(key, keys.aliasNames(key)));
    context.putAll(more);
    String arn = key.shown().arn();
    return new Need(
        action,
        arn,
        context,
        new Required(
            new Named("key policy of " + arn, policy(key.internal().keyPolicy().today(principals))),
            false),
        () -> grants.covering(caller, action, key, request, context));
  }

  /** A stored policy that no longer reads allows nothing. */
  private Policy policy(String text) {
    Policy known = parsed.get(text);
    if (known != null) {
      return known;
    }
    if (parsed.size() >= CACHED_POLICIES) {
      parsed.clear();
    }
    try {
      Policy read = Policy.read(Policy.Kind.RESOURCE, text);
      parsed.put(text, read);
      return read;
    } catch (MalformedPolicyException e) {
      return NOTHING;
    }
  }
}
