package io.snapseal.audit;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * What kind of call an operation is: it only looks, or uses a key or makes a credential, or changes
 * something.
 */
enum CallKind {
  LOOK,
  USE,
  CHANGE;

  private static final Pattern LOOKS = Pattern.compile("(Describe|List|Get|Simulate|Lookup).*");

  /** Looks by their names, but not by what they do. */
  private static final Set<String> GIVES_CREDENTIALS =
      Set.of("GetSessionToken", "GetFederationToken");

  private static final Pattern USES =
      Pattern.compile(
          "Encrypt|Decrypt|ReEncrypt|GenerateDataKey.*|GenerateMac|VerifyMac|GenerateRandom|Sign"
              + "|Verify|DeriveSharedSecret|AssumeRole.*");

  static CallKind of(String operation) {
    if (GIVES_CREDENTIALS.contains(operation) || USES.matcher(operation).matches()) {
      return USE;
    }
    return LOOKS.matcher(operation).matches() ? LOOK : CHANGE;
  }

  /** Whether CloudTrail calls it read-only: it does so of every use of a key. */
  boolean readOnly() {
    return this != CHANGE;
  }

  /** Whether its event must be durable before it is answered. */
  boolean mustLast() {
    return this != LOOK;
  }
}
