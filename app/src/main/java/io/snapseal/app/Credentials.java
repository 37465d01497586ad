package io.snapseal.app;

import io.snapseal.iam.AccessKey;
import io.snapseal.iam.SecretKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.profiles.Profile;
import software.amazon.awssdk.profiles.ProfileFile;

/** The root user's access key, kept as an AWS shared-credentials file of mode 0600. */
final class Credentials {
  private static final String ID = "SNAPSEAL_ROOT_ACCESS_KEY_ID";
  private static final String SECRET = "SNAPSEAL_ROOT_SECRET_ACCESS_KEY";

  private Credentials() {}

  /** The key from the environment if it names one, else the file's, else a new random one. */
  static AccessKey openOrCreate(Home home, Map<String, String> environment, SecureRandom random)
      throws IOException {
    Optional<AccessKey> given = fromEnvironment(environment);
    if (given.isEmpty() && Files.exists(home.credentials())) {
      return read(home.credentials());
    }
    AccessKey key = given.orElseGet(() -> AccessKey.random(random));
    home.writeOwnerOnly(home.credentials(), text(key));
    return key;
  }

  /** The file's key. */
  static AccessKey read(Path file) {
    if (!Files.exists(file)) {
      throw new UserError(
          "there is no region at " + file.getParent() + ": its credentials file is missing",
          "Start one with 'snapseal region start', or name its --home.");
    }
    try {
      Profile profile =
          AwsFiles.read(file, ProfileFile.Type.CREDENTIALS)
              .profile("default")
              .orElseThrow(() -> damaged(file));
      String id = profile.property("aws_access_key_id").orElseThrow(() -> damaged(file));
      String secret = profile.property("aws_secret_access_key").orElseThrow(() -> damaged(file));
      if (secret.isEmpty()) {
        throw damaged(file);
      }
      return new AccessKey(id, SecretKey.of(secret));
    } catch (IllegalArgumentException e) {
      throw damaged(file);
    }
  }

  private static Optional<AccessKey> fromEnvironment(Map<String, String> environment) {
    String id = environment.get(ID);
    String secret = environment.get(SECRET);
    if (id == null && secret == null) {
      return Optional.empty();
    }
    if (id == null || secret == null || secret.isEmpty()) {
      throw new UserError("only one of " + ID + " and " + SECRET + " is set", "Set both, or none.");
    }
    try {
      return Optional.of(new AccessKey(id, SecretKey.of(secret)));
    } catch (IllegalArgumentException e) {
      throw new UserError(ID + " is not an access key id: " + e.getMessage(), "Correct it.");
    }
  }

  private static String text(AccessKey key) {
    return """
        [default]
        aws_access_key_id = %s
        aws_secret_access_key = %s
        """
        .formatted(key.id(), key.secret().reveal());
  }

  private static UserError damaged(Path file) {
    return new UserError(
        file + " does not hold an access key",
        "Restore it, or delete it to have a new key made at the next start.");
  }
}
