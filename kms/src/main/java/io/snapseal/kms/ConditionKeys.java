package io.snapseal.kms;

import static java.util.Map.entry;

import io.snapseal.iam.Caller;
import io.snapseal.iam.TagConditions;
import io.snapseal.model.Members;
import io.snapseal.state.Row;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.services.kms.model.GrantConstraints;
import software.amazon.awssdk.services.kms.model.KeyMetadata;

/** The condition keys of KMS (KMS developer guide, "Condition keys for AWS KMS"). */
final class ConditionKeys {
  /** Members of requests whose value is a condition key's as it stands. */
  private static final Map<String, String> PLAIN =
      Map.ofEntries(
          entry("EncryptionAlgorithm", "kms:EncryptionAlgorithm"),
          entry("SigningAlgorithm", "kms:SigningAlgorithm"),
          entry("MacAlgorithm", "kms:MacAlgorithm"),
          entry("KeyAgreementAlgorithm", "kms:KeyAgreementAlgorithm"),
          entry("MessageType", "kms:MessageType"),
          entry("WrappingAlgorithm", "kms:WrappingAlgorithm"),
          entry("WrappingKeySpec", "kms:WrappingKeySpec"),
          entry("ExpirationModel", "kms:ExpirationModel"),
          entry("ValidTo", "kms:ValidTo"),
          entry("KeyPairSpec", "kms:DataKeyPairSpec"),
          entry("ReplicaRegion", "kms:ReplicaRegion"),
          entry("PrimaryRegion", "kms:PrimaryRegion"),
          entry("RotationPeriodInDays", "kms:RotationPeriodInDays"),
          entry("PendingWindowInDays", "kms:ScheduleKeyDeletionPendingWindowInDays"),
          entry("BypassPolicyLockoutSafetyCheck", "kms:BypassPolicyLockoutSafetyCheck"),
          entry("GranteePrincipal", "kms:GranteePrincipal"),
          entry("RetiringPrincipal", "kms:RetiringPrincipal"),
          entry("Operations", "kms:GrantOperations"),
          entry("Origin", "kms:KeyOrigin"),
          entry("KeyUsage", "kms:KeyUsage"),
          entry("MultiRegion", "kms:MultiRegion"));

  private ConditionKeys() {}

  /** Those of every request. */
  static Map<String, List<String>> of(Caller caller, AwsRequest request) {
    Map<String, List<String>> keys = new HashMap<>(TagConditions.requested(request));
    keys.put("kms:CallerAccount", List.of(caller.account()));
    caller.viaService().ifPresent(service -> keys.put("kms:ViaService", List.of(service)));
    for (SdkField<?> field : request.sdkFields()) {
      Object value = field.getValueOrDefault(request);
      if (value != null) {
        add(keys, field.memberName(), value);
      }
    }
    if (Members.operation(request).endsWith("Grant")
        || Members.operation(request).equals("ListGrants")) {
      keys.put(
          "kms:GrantIsForAWSResource", List.of(Boolean.toString(caller.viaService().isPresent())));
    }
    return keys;
  }

  private static void add(Map<String, List<String>> keys, String member, Object value) {
    String plain = PLAIN.get(member);
    if (plain != null) {
      keys.put(plain, texts(value));
    } else if (member.equals("KeyId") && value.toString().contains("alias/")) {
      keys.put("kms:RequestAlias", List.of(aliasName(value.toString())));
    } else if (member.equals("EncryptionContext") && value instanceof Map<?, ?> context) {
      encryptionContext(keys, context);
    } else if (member.equals("Constraints") && value instanceof GrantConstraints constraints) {
      keys.put("kms:GrantConstraintType", constraintTypes(constraints));
    }
  }

  /** Those of an encryption context, of a request that names it as {@code EncryptionContext}. */
  static void encryptionContext(Map<String, List<String>> keys, Map<?, ?> context) {
    if (context.isEmpty()) {
      return;
    }
    List<String> names = new ArrayList<>();
    context.forEach(
        (name, value) -> {
          names.add(name.toString());
          keys.put("kms:EncryptionContext:" + name, List.of(value.toString()));
        });
    keys.put("kms:EncryptionContextKeys", names);
  }

  private static List<String> constraintTypes(GrantConstraints constraints) {
    List<String> types = new ArrayList<>();
    if (constraints.hasEncryptionContextEquals()) {
      types.add("EncryptionContextEquals");
    }
    if (constraints.hasEncryptionContextSubset()) {
      types.add("EncryptionContextSubset");
    }
    return types;
  }

  /** Those of the key itself. */
  static Map<String, List<String>> of(Row<KeyMetadata, KeyInternals> key, List<String> aliasNames) {
    Map<String, List<String>> keys = new HashMap<>();
    KeyMetadata shown = key.shown();
    keys.put("kms:KeySpec", List.of(shown.keySpecAsString()));
    keys.put("kms:KeyUsage", List.of(shown.keyUsageAsString()));
    keys.put("kms:KeyOrigin", List.of(shown.originAsString()));
    keys.put(
        "kms:MultiRegion", List.of(Boolean.toString(Boolean.TRUE.equals(shown.multiRegion()))));
    keys.put("kms:ResourceAliases", aliasNames);
    keys.putAll(TagConditions.held(key.internal().tags()));
    return keys;
  }

  private static String aliasName(String identifier) {
    return identifier.substring(identifier.indexOf("alias/"));
  }

  private static List<String> texts(Object value) {
    if (value instanceof Collection<?> list) {
      return list.stream().map(Object::toString).toList();
    }
    return List.of(value.toString());
  }
}
