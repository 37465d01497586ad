package io.snapseal.wire;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads {@code Authorization: AWS4-HMAC-SHA256 Credential=…, SignedHeaders=…, Signature=…}.
 *
 * <p>IAM User Guide, "AWS Signature Version 4 for API requests", "Authorization header".
 */
final class AuthorizationHeader {
  private AuthorizationHeader() {}

  static SignatureClaim read(WireRequest request) {
    String header = single(request, "authorization").orElseThrow();
    int space = header.indexOf(' ');
    if (space < 0 || !header.substring(0, space).equals(SignatureClaim.ALGORITHM)) {
      throw SignatureClaim.incomplete(
          "Authorization header requires the algorithm " + SignatureClaim.ALGORITHM);
    }
    Map<String, String> parts = parts(header.substring(space + 1));
    return SignatureClaim.of(
        required(parts, "Credential"),
        required(parts, "SignedHeaders"),
        required(parts, "Signature"),
        single(request, "x-amz-date")
            .orElseThrow(
                () ->
                    SignatureClaim.incomplete(
                        "Authorization header requires existence of an 'X-Amz-Date' header")),
        Optional.empty(),
        single(request, "x-amz-security-token"));
  }

  private static Optional<String> single(WireRequest request, String name) {
    List<String> values = request.headers().getOrDefault(name, List.of());
    if (values.size() > 1) {
      throw SignatureClaim.incomplete("Header " + name + " must occur once");
    }
    return values.stream().findFirst();
  }

  private static Map<String, String> parts(String text) {
    Map<String, String> parts = new HashMap<>();
    for (String piece : text.split(",", 5)) {
      String part = piece.strip();
      int equals = part.indexOf('=');
      if (equals <= 0 || parts.put(part.substring(0, equals), part.substring(equals + 1)) != null) {
        throw SignatureClaim.incomplete(
            "Authorization header requires key=value pairs, each once, separated by commas");
      }
    }
    return parts;
  }

  private static String required(Map<String, String> parts, String name) {
    String value = parts.get(name);
    if (value == null) {
      throw SignatureClaim.incomplete("Authorization header requires '" + name + "' parameter");
    }
    return value;
  }
}
