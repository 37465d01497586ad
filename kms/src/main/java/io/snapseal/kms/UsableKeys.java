package io.snapseal.kms;

import io.snapseal.iam.Caller;
import io.snapseal.state.Row;
import io.snapseal.state.Scope;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KeyUsageType;

/** The keys that cryptography may use, asked for their state at that moment. */
final class UsableKeys {
  private final Keys keys;

  UsableKeys(Keys keys) {
    this.keys = keys;
  }

  /**
   * An enabled key for an operation.
   *
   * @param usage what the key must be for
   * @param operation its name on the wire
   */
  Row<KeyMetadata, KeyInternals> named(
      Caller caller, @Nullable String identifier, KeyUsageType usage, String operation) {
    Row<KeyMetadata, KeyInternals> key = enabled(caller, identifier);
    if (key.shown().keyUsage() != usage) {
      throw KmsFaults.invalidKeyUsage(
          "%s key usage is %s which is not valid for %s."
              .formatted(key.shown().arn(), key.shown().keyUsageAsString(), operation));
    }
    return key;
  }

  /** An enabled key of whatever kind. */
  Row<KeyMetadata, KeyInternals> enabled(Caller caller, @Nullable String identifier) {
    return checked(keys.find(caller, identifier));
  }

  /** The key that a ciphertext names; the key that the request names, if any, must be the same. */
  Row<KeyMetadata, KeyInternals> opening(
      Caller caller, CiphertextBlob blob, @Nullable String expected) {
    if (expected != null && !isNamed(caller, expected, blob)) {
      throw KmsFaults.incorrectKey();
    }
    return checked(of(caller, blob));
  }

  /** Another account's key is not looked up: the caller may use the ciphertext's key only. */
  private boolean isNamed(Caller caller, String expected, CiphertextBlob blob) {
    return KeyName.parse(caller, expected).scope().account().equals(blob.account())
        && keys.find(caller, expected).id().equals(blob.keyId());
  }

  /** The key that a ciphertext names, looked up in the caller's region. */
  Row<KeyMetadata, KeyInternals> of(Caller caller, CiphertextBlob blob) {
    return keys.byId(new Scope(blob.account(), caller.region()), blob.keyId())
        .filter(key -> KeySpecs.isSymmetric(key.shown()))
        .orElseThrow(KmsFaults::invalidCiphertext);
  }

  static void stopIfDry(@Nullable Boolean dryRun) {
    if (Boolean.TRUE.equals(dryRun)) {
      throw KmsFaults.dryRun();
    }
  }

  private static Row<KeyMetadata, KeyInternals> checked(Row<KeyMetadata, KeyInternals> key) {
    KeyStates.mustBeEnabled(key.shown());
    return key;
  }
}
