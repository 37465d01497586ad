package io.snapseal.wire;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads the {@code X-Amz-…} parameters of a presigned URL.
 *
 * <p>IAM User Guide, "AWS Signature Version 4 for API requests", "Query string parameters".
 */
final class PresignedQuery {
  static final String SIGNATURE = "X-Amz-Signature";
  private static final Pattern SECONDS = Pattern.compile("[1-9][0-9]{0,5}");
  private static final int MAX_SECONDS = 604_800;

  private PresignedQuery() {}

  static boolean isPresent(List<Parameter> query) {
    return query.stream()
        .anyMatch(p -> p.name().equals(SIGNATURE) || p.name().equals("X-Amz-Algorithm"));
  }

  /** Whether a parameter belongs to the signature and not to the operation. */
  static boolean isOurs(Parameter parameter) {
    return parameter.name().startsWith("X-Amz-");
  }

  static SignatureClaim read(List<Parameter> query) {
    if (!required(query, "X-Amz-Algorithm").equals(SignatureClaim.ALGORITHM)) {
      throw SignatureClaim.incomplete("X-Amz-Algorithm must be " + SignatureClaim.ALGORITHM);
    }
    return SignatureClaim.of(
        required(query, "X-Amz-Credential"),
        required(query, "X-Amz-SignedHeaders"),
        required(query, SIGNATURE),
        required(query, "X-Amz-Date"),
        Optional.of(seconds(required(query, "X-Amz-Expires"))),
        find(query, "X-Amz-Security-Token"));
  }

  private static Duration seconds(String text) {
    if (!SECONDS.matcher(text).matches() || Integer.parseInt(text) > MAX_SECONDS) {
      throw SignatureClaim.incomplete(
          "X-Amz-Expires must be a number of seconds between 1 and " + MAX_SECONDS);
    }
    return Duration.ofSeconds(Integer.parseInt(text));
  }

  private static String required(List<Parameter> query, String name) {
    return find(query, name)
        .orElseThrow(
            () ->
                SignatureClaim.incomplete(
                    "AWS query-string parameters must include '" + name + "'"));
  }

  private static Optional<String> find(List<Parameter> query, String name) {
    List<Parameter> found = query.stream().filter(p -> p.name().equals(name)).toList();
    if (found.size() > 1) {
      throw SignatureClaim.incomplete("Parameter " + name + " must occur once");
    }
    return found.stream().findFirst().map(Parameter::value);
  }
}
