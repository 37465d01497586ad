package io.snapseal.wire;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a request says about its signature; nothing of it is verified yet.
 *
 * @param accessKeyId letters, digits and underscores, at most 128
 * @param scope the credential scope
 * @param signedAt when the client says it signed
 * @param signedHeaders lower-case names, sorted, {@code host} among them
 * @param signature 64 lower-case hexadecimal digits
 * @param validFor present for a presigned URL only
 * @param sessionToken as sent with the request
 */
record SignatureClaim(
    String accessKeyId,
    CredentialScope scope,
    Instant signedAt,
    List<String> signedHeaders,
    String signature,
    Optional<Duration> validFor,
    Optional<String> sessionToken) {

  static final String ALGORITHM = "AWS4-HMAC-SHA256";
  private static final Pattern KEY_ID = Pattern.compile("\\w{1,128}");
  private static final Pattern SIGNATURE = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern HEADERS = Pattern.compile("[a-z0-9-]+(;[a-z0-9-]+)*");
  private static final int CREDENTIAL_PARTS = 5;
  private static final int MAX_HEADERS = 64;

  /** The parts that header and presigned query have in common, checked alike. */
  static SignatureClaim of(
      String credential,
      String signedHeaders,
      String signature,
      String date,
      Optional<Duration> validFor,
      Optional<String> sessionToken) {
    String[] parts = credential.split("/", -1);
    if (parts.length != CREDENTIAL_PARTS
        || !KEY_ID.matcher(parts[0]).matches()
        || !parts[4].equals(CredentialScope.TERMINATOR)) {
      throw incomplete(
          "Credential must have exactly 5 slash-delimited elements, e.g."
              + " keyid/date/region/service/aws4_request");
    }
    if (!SIGNATURE.matcher(signature).matches()) {
      throw incomplete("Signature must be 64 lower-case hexadecimal digits");
    }
    return new SignatureClaim(
        parts[0],
        scope(parts),
        AmzDate.parse(date),
        names(signedHeaders),
        signature,
        validFor,
        sessionToken);
  }

  static RefusedException incomplete(String message) {
    return new RefusedException(Refusal.INCOMPLETE_SIGNATURE, message + ".");
  }

  private static CredentialScope scope(String[] parts) {
    try {
      return new CredentialScope(parts[1], parts[2], parts[3]);
    } catch (IllegalArgumentException e) {
      throw incomplete("Credential must name a date, a region and a service");
    }
  }

  private static List<String> names(String signedHeaders) {
    if (!HEADERS.matcher(signedHeaders).matches()) {
      throw incomplete("SignedHeaders must be lower-case names separated by semicolons");
    }
    List<String> names = List.of(signedHeaders.split(";"));
    if (!isSorted(names) || names.size() > MAX_HEADERS) {
      throw incomplete("SignedHeaders must be sorted and free of repetition");
    }
    if (!names.contains("host")) {
      throw incomplete("'Host' must be a 'SignedHeader' in the AWS Authorization");
    }
    return names;
  }

  private static boolean isSorted(List<String> names) {
    for (int i = 1; i < names.size(); i++) {
      if (names.get(i - 1).compareTo(names.get(i)) >= 0) {
        return false;
      }
    }
    return true;
  }
}
