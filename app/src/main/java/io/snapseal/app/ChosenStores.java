package io.snapseal.app;

import io.snapseal.kms.root.FileStore;
import io.snapseal.kms.root.KmsStore;
import io.snapseal.kms.root.Passphrase;
import io.snapseal.kms.root.PassphraseStore;
import io.snapseal.kms.root.Pkcs11Store;
import io.snapseal.kms.root.RootKeyKind;
import io.snapseal.kms.root.RootKeyStore;
import io.snapseal.kms.root.RootKeyStores;
import io.snapseal.kms.root.StoredRootKey;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.kms.KmsClient;

/** The stores that a command's options describe. */
final class ChosenStores implements RootKeyStores {
  private static final int ARN_REGION = 3;

  private final RootKeyOptions options;
  private final Map<String, String> environment;
  private final SecureRandom random;
  private final SecretSource next;
  private @Nullable RootKeyKind present;

  ChosenStores(RootKeyOptions options, Map<String, String> environment, SecureRandom random) {
    this(options, null, environment, random);
  }

  /**
   * @param nextPassphrase the file of the passphrase that takes another's place, if it was named
   */
  ChosenStores(
      RootKeyOptions options,
      @Nullable Path nextPassphrase,
      Map<String, String> environment,
      SecureRandom random) {
    this.options = options;
    this.environment = environment;
    this.random = random;
    this.next =
        new SecretSource(
            "the new passphrase",
            "SNAPSEAL_ROOT_NEW_PASSPHRASE",
            "--new-root-passphrase-file",
            nextPassphrase);
  }

  @Override
  public RootKeyStore toOpen(StoredRootKey stored) {
    present = stored.kind();
    return switch (stored.kind()) {
      case FILE -> new FileStore();
      case PASSPHRASE -> passphrase(now(), false);
      case PKCS11 -> new Pkcs11Store(Pkcs11Store.Names.in(stored, library()), pin(), random);
      case AWS_KMS -> new KmsStore(kms(KmsStore.keyArn(stored)), stored);
    };
  }

  @Override
  public RootKeyStore toKeep(RootKeyKind kind) {
    return switch (kind) {
      case FILE -> new FileStore();
      case PASSPHRASE -> passphrase(forKeeping(), true);
      case PKCS11 -> new Pkcs11Store(tokenToKeepOn(), pin(), random);
      case AWS_KMS -> {
        String key = keyToKeepUnder();
        yield new KmsStore(kms(key), key, random);
      }
    };
  }

  private PassphraseStore passphrase(SecretSource source, boolean twice) {
    return new PassphraseStore(Passphrase.of(source.read(environment, twice)), random);
  }

  private SecretSource now() {
    return new SecretSource(
        "the passphrase of the root key",
        "SNAPSEAL_ROOT_PASSPHRASE",
        "--root-passphrase-file",
        options.passphraseFile);
  }

  /** One passphrase takes another's place only if it is named as the new one. */
  private SecretSource forKeeping() {
    return present == RootKeyKind.PASSPHRASE || next.isGiven(environment) ? next : now();
  }

  private Pkcs11Store.Names tokenToKeepOn() {
    if (options.token == null) {
      throw new UserError(
          "--root-key pkcs11 needs the label of a token", "Name it with --pkcs11-token LABEL.");
    }
    return new Pkcs11Store.Names(
        library(),
        options.token,
        options.tokenKey == null ? Pkcs11Store.USUAL_KEY : options.tokenKey);
  }

  private Path library() {
    if (options.library != null) {
      return options.library;
    }
    String named = environment.getOrDefault("SNAPSEAL_PKCS11_LIBRARY", "");
    if (named.isEmpty()) {
      throw new UserError(
          "the root key is kept by a PKCS#11 token, and no library for it is named",
          "Name it with --pkcs11-library FILE or SNAPSEAL_PKCS11_LIBRARY.");
    }
    return Path.of(named);
  }

  private KeyStore.PasswordProtection pin() {
    char[] pin =
        new SecretSource(
                "the PIN of the PKCS#11 token",
                "SNAPSEAL_PKCS11_PIN",
                "--pkcs11-pin-file",
                options.pinFile)
            .read(environment, false);
    KeyStore.PasswordProtection kept = new KeyStore.PasswordProtection(pin);
    Arrays.fill(pin, '\0');
    return kept;
  }

  private String keyToKeepUnder() {
    if (options.kmsKey == null) {
      throw new UserError(
          "--root-key aws-kms needs an AWS KMS key",
          "Name it with --root-kms-key KEY: an id, alias or ARN.");
    }
    return options.kmsKey;
  }

  /** KMS where that key is, as AWS's own tools would find it. */
  private KmsClient kms(String key) {
    String[] arn = key.split(":", -1);
    List<String> regions =
        options.kmsRegion != null
            ? List.of(options.kmsRegion)
            : key.startsWith("arn:") && arn.length > ARN_REGION
                ? List.of(arn[ARN_REGION])
                : List.of();
    Connection connection =
        Where.aws(options.kmsProfile, options.kmsEndpoint, regions).connection();
    return connection.kms(connection.region());
  }
}
