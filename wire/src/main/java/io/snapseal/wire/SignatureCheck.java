package io.snapseal.wire;

import io.snapseal.wire.AccessKeySecrets.Temporary;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Verifies who signed a request.
 *
 * <p>The signature is computed and compared before anything else is judged, with a stand-in secret
 * if the key is unknown: a stranger learns from the time taken neither whether a key exists nor how
 * close a guess came. Nothing of the body is interpreted, only hashed.
 */
final class SignatureCheck {
  /** IAM User Guide: a request must reach AWS within this time of its timestamp. */
  static final Duration MAX_SKEW = Duration.ofMinutes(15);

  private static final SecretAccessKey NOBODY =
      SecretAccessKey.of("no key has this secret, it only takes the time of one");
  private static final String UNKNOWN_KEY_MESSAGE =
      "The security token included in the request is invalid.";

  private final AccessKeySecrets secrets;
  private final Clock clock;

  SignatureCheck(AccessKeySecrets secrets, Clock clock) {
    this.secrets = secrets;
    this.clock = clock;
  }

  /**
   * @throws RefusedException if the request is not signed by a known key, now, as it is
   */
  VerifiedSignature verify(WireRequest request, List<Parameter> query) {
    return verify(request, query, Sigv4.sha256(request.body()));
  }

  /** The same, with something else signed in the place of the body's hash. */
  VerifiedSignature verify(WireRequest request, List<Parameter> query, String bodyHash) {
    SignatureClaim claim = claim(request, query);
    requireSigned(request, claim);
    Optional<Temporary> temporary =
        claim.sessionToken().flatMap(token -> secrets.findTemporary(claim.accessKeyId(), token));
    Optional<SecretAccessKey> secret =
        claim.sessionToken().isPresent()
            ? temporary.map(Temporary::secret)
            : secrets.find(claim.accessKeyId());
    boolean genuine = matches(request, query, claim, bodyHash, secret.orElse(NOBODY));
    if (secret.isEmpty()) {
      throw new RefusedException(Refusal.UNKNOWN_KEY, UNKNOWN_KEY_MESSAGE);
    }
    if (!genuine) {
      throw mismatch();
    }
    requireBody(request, bodyHash);
    requireValid(temporary);
    requireTime(claim);
    return new VerifiedSignature(
        claim.accessKeyId(),
        claim.sessionToken().map(SecretAccessKey::of),
        claim.scope().region(),
        claim.scope().service());
  }

  private static SignatureClaim claim(WireRequest request, List<Parameter> query) {
    boolean header = request.headers().containsKey("authorization");
    boolean presigned = PresignedQuery.isPresent(query);
    if (header && presigned) {
      throw SignatureClaim.incomplete("A request has one signature, in its header or its query");
    }
    if (!header && !presigned) {
      throw new RefusedException(Refusal.MISSING_AUTHENTICATION, "Missing Authentication Token");
    }
    return header ? AuthorizationHeader.read(request) : PresignedQuery.read(query);
  }

  /** An {@code x-amz-} header outside the signature could be added by anyone on the way. */
  private static void requireSigned(WireRequest request, SignatureClaim claim) {
    for (String name : request.headers().keySet()) {
      if (name.startsWith("x-amz-") && !claim.signedHeaders().contains(name)) {
        throw SignatureClaim.incomplete(
            "'" + Shown.text(name) + "' must be a 'SignedHeader' in the AWS Authorization");
      }
    }
  }

  private static boolean matches(
      WireRequest request,
      List<Parameter> query,
      SignatureClaim claim,
      String bodyHash,
      SecretAccessKey secret) {
    String canonical = CanonicalRequest.text(request, query, claim, bodyHash);
    return MessageDigest.isEqual(
        Sigv4.signature(secret, claim, canonical).getBytes(StandardCharsets.US_ASCII),
        claim.signature().getBytes(StandardCharsets.US_ASCII));
  }

  private static void requireBody(WireRequest request, String bodyHash) {
    boolean other =
        request.headers().getOrDefault("x-amz-content-sha256", List.of()).stream()
            .anyMatch(hash -> !hash.equals(bodyHash));
    if (other) {
      throw new RefusedException(
          Refusal.SIGNATURE_MISMATCH,
          "The provided 'x-amz-content-sha256' header does not match what was computed.");
    }
  }

  /** Told only to who holds the secret and the token: STS API reference, "Common Errors". */
  private void requireValid(Optional<Temporary> key) {
    if (key.filter(found -> !clock.instant().isBefore(found.end())).isPresent()) {
      throw new RefusedException(
          Refusal.EXPIRED_TOKEN, "The security token included in the request is expired");
    }
  }

  private void requireTime(SignatureClaim claim) {
    String signed = AmzDate.format(claim.signedAt());
    if (!signed.startsWith(claim.scope().date())) {
      throw new RefusedException(
          Refusal.SIGNATURE_MISMATCH,
          "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP.");
    }
    Instant now = clock.instant();
    Instant latest = now.plus(MAX_SKEW);
    if (claim.signedAt().isAfter(latest)) {
      throw new RefusedException(
          Refusal.SIGNATURE_MISMATCH,
          "Signature not yet current: %s is still later than %s (%s + 15 min.)"
              .formatted(signed, AmzDate.format(latest), AmzDate.format(now)));
    }
    if (claim.validFor().isPresent()) {
      requireUnexpired(claim, claim.validFor().get(), now);
      return;
    }
    Instant earliest = now.minus(MAX_SKEW);
    if (claim.signedAt().isBefore(earliest)) {
      throw new RefusedException(
          Refusal.SIGNATURE_MISMATCH,
          "Signature expired: %s is now earlier than %s (%s - 15 min.)"
              .formatted(signed, AmzDate.format(earliest), AmzDate.format(now)));
    }
  }

  private static void requireUnexpired(SignatureClaim claim, Duration validFor, Instant now) {
    if (claim.signedAt().plus(validFor).isBefore(now)) {
      throw new RefusedException(
          Refusal.REQUEST_EXPIRED,
          "Signature expired: %s plus %d seconds is before %s"
              .formatted(
                  AmzDate.format(claim.signedAt()), validFor.toSeconds(), AmzDate.format(now)));
    }
  }

  private static RefusedException mismatch() {
    return new RefusedException(
        Refusal.SIGNATURE_MISMATCH,
        "The request signature we calculated does not match the signature you provided. Check your"
            + " AWS Secret Access Key and signing method. Consult the service documentation for"
            + " details.");
  }
}
