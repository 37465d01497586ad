package io.snapseal.app;

import io.snapseal.kms.root.RootKeyKind;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What opens a root key. No secret is among it: those come from the environment or from files. */
final class RootKeyOptions {
  @Option(
      names = "--root-passphrase-file",
      paramLabel = "FILE",
      description = "Holds the passphrase, mode 0600 (or SNAPSEAL_ROOT_PASSPHRASE; else asked).")
  @Nullable Path passphraseFile;

  @Option(
      names = "--pkcs11-library",
      paramLabel = "FILE",
      description = "The PKCS#11 library of the token's maker (or SNAPSEAL_PKCS11_LIBRARY).")
  @Nullable Path library;

  @Option(
      names = "--pkcs11-token",
      paramLabel = "LABEL",
      description = "The token's label; remembered by the home.")
  @Nullable String token;

  @Option(
      names = "--pkcs11-key",
      paramLabel = "LABEL",
      description =
          "The label of the token's AES key, made if there is none (default: snapseal-root-key).")
  @Nullable String tokenKey;

  @Option(
      names = "--pkcs11-pin-file",
      paramLabel = "FILE",
      description = "Holds the token's user PIN, mode 0600 (or SNAPSEAL_PKCS11_PIN; else asked).")
  @Nullable Path pinFile;

  @Option(
      names = "--root-kms-key",
      paramLabel = "KEY",
      description = "The AWS KMS key: an id, alias or ARN; remembered by the home.")
  @Nullable String kmsKey;

  @Option(
      names = "--root-kms-region",
      paramLabel = "REGION",
      description = "Where that key is (default: as its ARN says, else as for AWS's tools).")
  @Nullable String kmsRegion;

  @Option(
      names = "--root-kms-profile",
      paramLabel = "NAME",
      description = "The profile of the AWS files to use it with.")
  @Nullable String kmsProfile;

  @Option(
      names = "--root-kms-endpoint-url",
      paramLabel = "URL",
      description = "Another endpoint for it (default: AWS_ENDPOINT_URL, or AWS).")
  @Nullable String kmsEndpoint;

  /** {@code file}, {@code passphrase}, {@code pkcs11} or {@code aws-kms}. */
  static final class KindConverter implements ITypeConverter<RootKeyKind> {
    @Override
    public RootKeyKind convert(String value) {
      return RootKeyKind.of(value)
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "'"
                          + value
                          + "' is none of "
                          + Arrays.stream(RootKeyKind.values())
                              .map(RootKeyKind::word)
                              .collect(Collectors.joining(", "))));
    }
  }
}
