package io.snapseal.wire;

import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The text that is signed.
 *
 * <p>IAM User Guide, "Create a signed AWS API request", step 1: method, canonical URI, canonical
 * query string, canonical headers, signed headers, payload hash, one per line.
 */
final class CanonicalRequest {
  private static final Pattern SPACES = Pattern.compile(" +");

  private CanonicalRequest() {}

  static String text(
      WireRequest request, List<Parameter> query, SignatureClaim claim, String bodyHash) {
    return String.join(
        "\n",
        request.method(),
        uri(request.path()),
        query(query),
        headers(request, claim.signedHeaders()),
        String.join(";", claim.signedHeaders()),
        bodyHash);
  }

  /** The path as sent, escaped once more, as for every service but S3. */
  private static String uri(String path) {
    return path.isEmpty() ? "/" : PercentCoding.encode(path).replace("%2F", "/");
  }

  private static String query(List<Parameter> query) {
    return query.stream()
        .filter(parameter -> !parameter.name().equals(PresignedQuery.SIGNATURE))
        .map(p -> new Parameter(PercentCoding.encode(p.name()), PercentCoding.encode(p.value())))
        .sorted(Comparator.comparing(Parameter::name).thenComparing(Parameter::value))
        .map(p -> p.name() + "=" + p.value())
        .collect(Collectors.joining("&"));
  }

  private static String headers(WireRequest request, List<String> names) {
    StringBuilder headers = new StringBuilder();
    for (String name : names) {
      List<String> values = request.headers().get(name);
      if (values == null) {
        throw SignatureClaim.incomplete("Signed header " + name + " is not in the request");
      }
      headers.append(name).append(':');
      for (int i = 0; i < values.size(); i++) {
        headers.append(i == 0 ? "" : ",").append(trimmed(values.get(i)));
      }
      headers.append('\n');
    }
    return headers.toString();
  }

  private static String trimmed(String value) {
    String stripped = value.strip();
    return stripped.contains("  ") ? SPACES.matcher(stripped).replaceAll(" ") : stripped;
  }
}
