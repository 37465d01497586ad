package io.snapseal.kms;

import io.snapseal.iam.Caller;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.services.kms.model.CreateGrantRequest;
import software.amazon.awssdk.services.kms.model.GrantConstraints;
import software.amazon.awssdk.services.kms.model.GrantListEntry;

/**
 * What one grant allows: pure.
 *
 * @param grant as it is kept
 */
record GrantCover(GrantListEntry grant) {
  private static final String CONTEXT = "kms:EncryptionContext:";

  /** Operations with an encryption context: the constraints of a grant are about them alone. */
  private static final Set<String> WITH_CONTEXT =
      Set.of(
          "Decrypt",
          "Encrypt",
          "GenerateDataKey",
          "GenerateDataKeyWithoutPlaintext",
          "GenerateDataKeyPair",
          "GenerateDataKeyPairWithoutPlaintext",
          "ReEncryptFrom",
          "ReEncryptTo");

  /** Whether the caller may do it by this grant. */
  boolean covers(
      Caller caller, String action, AwsRequest request, Map<String, List<String>> conditionKeys) {
    String operation = action.substring(action.indexOf(':') + 1);
    if (operation.equals("RetireGrant") && is(caller, grant.retiringPrincipal())) {
      return true;
    }
    if (!is(caller, grant.granteePrincipal()) || !grant.operationsAsStrings().contains(operation)) {
      return false;
    }
    if (WITH_CONTEXT.contains(operation)) {
      return fits(contextOf(conditionKeys));
    }
    return !(request instanceof CreateGrantRequest child) || isNoMoreThanThis(child);
  }

  /** A principal is named by its ARN, a role's session by the role's too, a service by its name. */
  static boolean is(Caller caller, @Nullable String principal) {
    return principal != null
        && (principal.equals(caller.principalArn())
            || caller.who().behind().filter(principal::equals).isPresent());
  }

  /** Constraints only narrow: nothing said is no constraint. */
  private boolean fits(Map<String, String> context) {
    GrantConstraints constraints = grant.constraints();
    if (constraints == null) {
      return true;
    }
    return (!constraints.hasEncryptionContextEquals()
            || context.equals(constraints.encryptionContextEquals()))
        && (!constraints.hasEncryptionContextSubset()
            || context.entrySet().containsAll(constraints.encryptionContextSubset().entrySet()));
  }

  /**
   * Whoever may create grants by a grant may pass on what it allows, as narrowly as it allows it
   * (KMS developer guide, "Granting CreateGrant permission").
   */
  private boolean isNoMoreThanThis(CreateGrantRequest child) {
    if (!new HashSet<>(grant.operationsAsStrings()).containsAll(child.operationsAsStrings())) {
      return false;
    }
    GrantConstraints own = grant.constraints();
    if (own == null || !(own.hasEncryptionContextEquals() || own.hasEncryptionContextSubset())) {
      return true;
    }
    GrantConstraints theirs = child.constraints();
    if (theirs == null) {
      return false;
    }
    if (own.hasEncryptionContextEquals()) {
      return own.encryptionContextEquals().equals(theirs.encryptionContextEquals());
    }
    Map<String, String> fixed = new HashMap<>(theirs.encryptionContextSubset());
    fixed.putAll(theirs.encryptionContextEquals());
    return fixed.entrySet().containsAll(own.encryptionContextSubset().entrySet());
  }

  private static Map<String, String> contextOf(Map<String, List<String>> conditionKeys) {
    Map<String, String> context = new HashMap<>();
    conditionKeys.forEach(
        (key, values) -> {
          if (key.startsWith(CONTEXT)) {
            context.put(key.substring(CONTEXT.length()), values.get(0));
          }
        });
    return context;
  }
}
