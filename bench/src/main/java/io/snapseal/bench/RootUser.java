package io.snapseal.bench;

import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;

/** The root user of the regions that are started here, and left in a scratch directory. */
final class RootUser {
  static final AwsCredentials CREDENTIALS =
      AwsBasicCredentials.create("AKIAIOSFODNN7EXAMPLE", "bench-secret-that-is-random-enough");

  private RootUser() {}

  /** What has a region take these credentials. */
  static Map<String, String> environment() {
    return Map.of(
        "SNAPSEAL_ROOT_ACCESS_KEY_ID", CREDENTIALS.accessKeyId(),
        "SNAPSEAL_ROOT_SECRET_ACCESS_KEY", CREDENTIALS.secretAccessKey());
  }
}
