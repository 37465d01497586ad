package io.snapseal.kms;

import io.snapseal.iam.Caller;
import io.snapseal.iam.Principals;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.kms.model.CreateGrantRequest;
import software.amazon.awssdk.services.kms.model.GrantConstraints;
import software.amazon.awssdk.services.kms.model.GrantListEntry;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KeyUsageType;

/** The rules of CreateGrant (KMS API reference). */
final class NewGrant {
  private static final int MAX_PAIRS = 8;
  private static final int MAX_PAIR_LENGTH = 384;

  private static final Pattern PRINCIPAL =
      Pattern.compile(
          "arn:aws:(?:iam::\\d{12}:(?:root|(?:user|role)/.+)"
              + "|sts::\\d{12}:(?:assumed-role/[^/]+/.+|federated-user/.+))"
              + "|[a-z0-9-]+(?:\\.[a-z0-9-]+)?\\.amazonaws\\.com");

  private static final Pattern ENTITY = Pattern.compile("arn:aws:iam::\\d{12}:(?:user|role)/.+");

  /** What may be granted on a key, by its use (KMS developer guide, "Grant operations"). */
  private static final Map<KeyUsageType, Set<String>> OPERATIONS =
      Map.of(
          KeyUsageType.ENCRYPT_DECRYPT,
          Set.of(
              "Decrypt",
              "Encrypt",
              "GenerateDataKey",
              "GenerateDataKeyWithoutPlaintext",
              "GenerateDataKeyPair",
              "GenerateDataKeyPairWithoutPlaintext",
              "ReEncryptFrom",
              "ReEncryptTo",
              "GetPublicKey",
              "CreateGrant",
              "RetireGrant",
              "DescribeKey"),
          KeyUsageType.SIGN_VERIFY,
          Set.of("Sign", "Verify", "GetPublicKey", "CreateGrant", "RetireGrant", "DescribeKey"),
          KeyUsageType.GENERATE_VERIFY_MAC,
          Set.of("GenerateMac", "VerifyMac", "CreateGrant", "RetireGrant", "DescribeKey"),
          KeyUsageType.KEY_AGREEMENT,
          Set.of(
              "DeriveSharedSecret", "GetPublicKey", "CreateGrant", "RetireGrant", "DescribeKey"));

  private NewGrant() {}

  static void requireValid(CreateGrantRequest request) {
    requirePrincipal(KmsFaults.required(request.granteePrincipal(), "granteePrincipal"));
    if (request.retiringPrincipal() != null) {
      requirePrincipal(request.retiringPrincipal());
    }
    if (request.operationsAsStrings().isEmpty()) {
      throw KmsFaults.validation("A grant must have at least one operation.");
    }
    GrantConstraints constraints = request.constraints();
    if (constraints != null) {
      requirePairs(constraints.encryptionContextEquals());
      requirePairs(constraints.encryptionContextSubset());
      if (constraints.hasEncryptionContextEquals() && constraints.hasEncryptionContextSubset()) {
        throw KmsFaults.validation(
            "A grant has EncryptionContextEquals or EncryptionContextSubset, not both.");
      }
    }
  }

  private static void requirePrincipal(String principal) {
    if (!PRINCIPAL.matcher(principal).matches()) {
      throw KmsFaults.invalidArn("Invalid principal " + principal);
    }
  }

  /** The unique ids of the user or role that each principal is; sessions and services have none. */
  static Map<String, String> bound(CreateGrantRequest request, Principals known) {
    Map<String, String> ids = new TreeMap<>();
    for (String name :
        Stream.of(request.granteePrincipal(), request.retiringPrincipal())
            .filter(Objects::nonNull)
            .toList()) {
      if (ENTITY.matcher(name).matches()) {
        ids.put(
            name,
            known
                .idOf(name)
                .orElseThrow(
                    () ->
                        KmsFaults.invalidArn("ARN does not refer to a valid principal: " + name)));
      }
    }
    return ids;
  }

  private static void requirePairs(Map<String, String> context) {
    if (context.size() > MAX_PAIRS) {
      throw KmsFaults.validation(
          "A grant constraint has at most " + MAX_PAIRS + " encryption context pairs.");
    }
    context.forEach(
        (key, value) -> {
          if (key.length() + value.length() > MAX_PAIR_LENGTH) {
            throw KmsFaults.validation(
                "An encryption context pair of a grant constraint has at most "
                    + MAX_PAIR_LENGTH
                    + " characters.");
          }
        });
  }

  /** The grant that is asked for, without id and date. */
  static GrantListEntry of(Caller caller, KeyMetadata key, CreateGrantRequest request) {
    Set<String> possible = OPERATIONS.getOrDefault(key.keyUsage(), Set.of());
    if (!possible.containsAll(request.operationsAsStrings())) {
      throw KmsFaults.validation(
          "The operations %s cannot be granted on a %s key."
              .formatted(request.operationsAsStrings(), key.keySpecAsString()));
    }
    boolean symmetric = "SYMMETRIC_DEFAULT".equals(key.keySpecAsString());
    if (request.constraints() != null && !symmetric) {
      throw KmsFaults.validation(
          "An encryption context constrains grants on symmetric encryption keys only.");
    }
    return GrantListEntry.builder()
        .keyId(key.arn())
        .name(request.name())
        .granteePrincipal(request.granteePrincipal())
        .retiringPrincipal(request.retiringPrincipal())
        .issuingAccount(Caller.rootArn(caller.account()))
        .operationsWithStrings(List.copyOf(new TreeSet<>(request.operationsAsStrings())))
        .constraints(request.constraints())
        .build();
  }

  /** Whether two grants say the same. */
  static boolean isSame(GrantListEntry one, GrantListEntry other) {
    return Objects.equals(one.name(), other.name())
        && Objects.equals(one.granteePrincipal(), other.granteePrincipal())
        && Objects.equals(one.retiringPrincipal(), other.retiringPrincipal())
        && one.operationsAsStrings().equals(other.operationsAsStrings())
        && sameConstraints(one.constraints(), other.constraints());
  }

  private static boolean sameConstraints(
      @Nullable GrantConstraints one, @Nullable GrantConstraints other) {
    GrantConstraints none = GrantConstraints.builder().build();
    GrantConstraints a = one == null ? none : one;
    GrantConstraints b = other == null ? none : other;
    return a.encryptionContextEquals().equals(b.encryptionContextEquals())
        && a.encryptionContextSubset().equals(b.encryptionContextSubset());
  }
}
