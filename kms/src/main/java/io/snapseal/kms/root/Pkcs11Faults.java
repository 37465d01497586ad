package io.snapseal.kms.root;

import java.nio.file.Path;

/** What goes wrong with tokens, in words. */
final class Pkcs11Faults {
  private Pkcs11Faults() {}

  static RootKeyException library(Path library, Throwable cause) {
    return new RootKeyException(
        library + " cannot be used as a PKCS#11 library",
        "Name the library of the token's maker with --pkcs11-library, such as"
            + " /usr/lib/softhsm/libsofthsm2.so.",
        cause);
  }

  static RootKeyException noProvider() {
    return new RootKeyException(
        "this Java runtime has no PKCS#11 provider",
        "Use a JDK with the module jdk.crypto.cryptoki.",
        null);
  }

  static RootKeyException noOneToken(Pkcs11Token.Place place, int found) {
    return new RootKeyException(
        (found == 0 ? "there is no PKCS#11 token " : "there is more than one PKCS#11 token ")
            + place.label()
            + " behind "
            + place.library(),
        "Connect the token and name it with --pkcs11-token; 'pkcs11-tool --module LIBRARY -L' lists"
            + " them.",
        null);
  }

  static RootKeyException noKey(String token, String key) {
    return new RootKeyException(
        "the PKCS#11 token " + token + " has no AES key " + key + " that sealed the root key",
        "Connect the token that has it, or restore that key from the token's own backup.",
        null);
  }

  static RootKeyException login(String token, Throwable failure) {
    String why = reason(failure);
    if (why.contains("CKR_PIN_LOCKED")) {
      return new RootKeyException(
          "the PIN of the PKCS#11 token " + token + " is locked after wrong tries",
          "Unlock it with the token's security officer PIN.",
          failure);
    }
    return why.contains("CKR_PIN")
        ? new RootKeyException(
            "the PIN is not that of the PKCS#11 token " + token,
            "Correct SNAPSEAL_PKCS11_PIN or --pkcs11-pin-file. Tokens lock after a few wrong tries.",
            failure)
        : failed(token, failure);
  }

  static RootKeyException failed(String token, Throwable failure) {
    return new RootKeyException(
        "the PKCS#11 token " + token + " fails: " + reason(failure),
        "Look whether it is connected and works, with its maker's tools.",
        failure);
  }

  /** The token's own word for it, which is the last cause. */
  private static String reason(Throwable failure) {
    Throwable last = failure;
    while (last.getCause() != null) {
      last = last.getCause();
    }
    return last.getMessage() == null ? last.getClass().getSimpleName() : last.getMessage();
  }
}
