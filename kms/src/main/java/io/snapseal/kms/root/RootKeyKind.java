package io.snapseal.kms.root;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How a root key is kept; the words are those of {@code --root-key}. */
public enum RootKeyKind {
  /** As it is, in a file of mode 0600. */
  FILE,
  /** Sealed under a key that a passphrase gives. */
  PASSPHRASE,
  /** Sealed by a key that never leaves a PKCS#11 token. */
  PKCS11,
  /** Sealed under a data key of an AWS KMS key. */
  AWS_KMS;

  /** The word for it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The kind of that word, if it is one. */
  public static Optional<RootKeyKind> of(String word) {
    return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
  }
}
