package io.snapseal.wire;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Verifies presigned URLs that arrive inside a request, such as {@code PreSignedUrl} of RDS's
 * {@code CopyDBSnapshot}.
 */
public final class PresignedUrlCheck {
  private final SignatureCheck signatures;

  /**
   * @param secrets what signatures are checked with
   * @param clock tells whether a URL has expired
   */
  public PresignedUrlCheck(AccessKeySecrets secrets, Clock clock) {
    this.signatures = new SignatureCheck(secrets, clock);
  }

  /**
   * Verifies a presigned GET.
   *
   * @param url a bearer secret while it is valid: never log it
   * @throws PresignedUrlException if it is not signed by a known key, now, as it is
   */
  public PresignedRequest verify(String url) {
    try {
      URI uri = parsed(url);
      List<Parameter> query = Parameter.parse(Optional.ofNullable(uri.getRawQuery()).orElse(""));
      WireRequest request =
          new WireRequest(
              "GET",
              Optional.ofNullable(uri.getRawPath()).orElse("/"),
              "",
              Map.of("host", List.of(uri.getRawAuthority())),
              new byte[0],
              "",
              true);
      VerifiedSignature signature = signatures.verify(request, query);
      return new PresignedRequest(
          signature.accessKeyId(),
          signature.sessionToken(),
          signature.region(),
          signature.service(),
          uri.getRawAuthority(),
          parameters(query));
    } catch (RefusedException e) {
      throw new PresignedUrlException(e.fault(Protocol.QUERY));
    }
  }

  private static URI parsed(String url) {
    try {
      URI uri = new URI(url);
      boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
      if (web && uri.getRawAuthority() != null && uri.getRawFragment() == null) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // Answered below without the cause: its message quotes the URL.
    }
    throw new RefusedException(Refusal.MALFORMED_QUERY, "The presigned URL is malformed.");
  }

  private static Map<String, String> parameters(List<Parameter> query) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (Parameter parameter : query) {
      if (!PresignedQuery.isOurs(parameter)
          && parameters.put(parameter.name(), parameter.value()) != null) {
        throw new RefusedException(
            Refusal.MALFORMED_QUERY, "The presigned URL repeats a parameter.");
      }
    }
    return parameters;
  }
}
