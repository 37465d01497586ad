package io.snapseal.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An attacker at the door: everything but the exact request, signed now, stays outside. */
class SignatureCheckTest {
  private static final String FORM = "Action=DescribeDBSnapshots&Version=2014-10-31";

  private final Dispatcher dispatcher = Dispatchers.overFakes();

  @Test
  void letsASignedRequestIn() {
    assertThat(dispatcher.answer(request().signed()).status()).isEqualTo(200);
    assertThat(dispatcher.answer(json().signed()).status()).isEqualTo(200);
  }

  @Test
  void asksForASignature() {
    assertRefused(
        request().unsigned(), 403, "MissingAuthenticationToken", "Missing Authentication Token");
    assertRefused(
        json().unsigned(),
        400,
        "MissingAuthenticationTokenException",
        "Missing Authentication Token");
  }

  @Test
  void refusesUnknownKeys() {
    String message = "The security token included in the request is invalid.";
    assertRefused(
        request().by("AKIDOTHER", Requests.SECRET).signed(), 403, "InvalidClientTokenId", message);
    assertRefused(
        json().by("AKIDOTHER", Requests.SECRET).signed(),
        400,
        "UnrecognizedClientException",
        message);
  }

  @Test
  void refusesAWrongSecretAndSaysNoMore() {
    SecretAccessKey wrong = SecretAccessKey.of("a secret for tests onlY");
    String message =
        "The request signature we calculated does not match the signature you provided. Check your AWS"
            + " Secret Access Key and signing method. Consult the service documentation for details.";
    assertRefused(
        request().by(Requests.KEY_ID, wrong).signed(), 403, "SignatureDoesNotMatch", message);
    assertRefused(
        json().by(Requests.KEY_ID, wrong).signed(), 400, "InvalidSignatureException", message);
  }

  @Test
  void theStandInForUnknownKeysOpensNothing() {
    SecretAccessKey standIn =
        SecretAccessKey.of("no key has this secret, it only takes the time of one");

    assertRefused(
        request().by("AKIDOTHER", standIn).signed(), 403, "InvalidClientTokenId", "invalid");
  }

  @Test
  void refusesAnyChangedCharacterOfTheSignature() {
    WireRequest good = request().signed();
    String header = good.header("authorization").orElseThrow();
    for (int i = header.length() - 64; i < header.length(); i++) {
      char other = header.charAt(i) == '0' ? '1' : '0';
      String changed = header.substring(0, i) + other + header.substring(i + 1);

      assertRefused(with(good, "authorization", changed), 403, "SignatureDoesNotMatch", "");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"host", "content-type", "x-amz-date"})
  void refusesAChangedSignedHeader(String name) {
    WireRequest good = request().signed();
    String changed = name.equals("x-amz-date") ? "20260102T030406Z" : "127.0.0.1:4601";

    assertRefused(with(good, name, changed), 403, "SignatureDoesNotMatch", "");
  }

  @Test
  void refusesAddedParameters() {
    WireRequest good = request().signed();
    WireRequest more =
        new WireRequest("POST", "/", "a=b", good.headers(), good.body(), "192.0.2.7", false);

    assertRefused(more, 403, "SignatureDoesNotMatch", "");
  }

  @Test
  void refusesAnotherMethod() {
    WireRequest good = request().signed();
    WireRequest get =
        new WireRequest("GET", "/", "", good.headers(), good.body(), "192.0.2.7", false);

    assertRefused(get, 403, "SignatureDoesNotMatch", "");
  }

  @Test
  void refusesAmzHeadersOutsideTheSignature() {
    WireRequest good = request().signed();

    assertRefused(
        with(good, "x-amz-target", "TrentService.Encrypt"),
        400,
        "IncompleteSignatureException",
        "");
    assertRefused(with(good, "x-amz-security-token", "t"), 400, "IncompleteSignature", "");
  }

  @Test
  void comparesTheDeclaredContentHash() {
    String right = Sigv4.sha256(FORM.getBytes(java.nio.charset.StandardCharsets.UTF_8));

    assertThat(dispatcher.answer(request().header("x-amz-content-sha256", right).signed()).status())
        .isEqualTo(200);
    for (String wrong : List.of("UNSIGNED-PAYLOAD", "", right.replace('a', 'b'))) {
      assertRefused(
          request().header("x-amz-content-sha256", wrong).signed(),
          403,
          "SignatureDoesNotMatch",
          "");
    }
  }

  @ParameterizedTest
  @CsvSource({"-901, false", "-900, true", "0, true", "900, true", "901, false"})
  void allowsAQuarterOfAnHour(long seconds, boolean accepted) {
    WireRequest request = request().signedAt(Requests.NOW.plusSeconds(seconds)).signed();

    assertThat(dispatcher.answer(request).status()).isEqualTo(accepted ? 200 : 403);
  }

  @Test
  void saysHowFarTheClockIsOff() {
    assertRefused(
        request().signedAt(Requests.NOW.minus(Duration.ofHours(1))).signed(),
        403,
        "SignatureDoesNotMatch",
        "Signature expired: 20260102T020405Z is now earlier than 20260102T024905Z"
            + " (20260102T030405Z - 15 min.)");
    assertRefused(
        request().signedAt(Requests.NOW.plus(Duration.ofHours(1))).signed(),
        403,
        "SignatureDoesNotMatch",
        "Signature not yet current: 20260102T040405Z is still later than 20260102T031905Z"
            + " (20260102T030405Z + 15 min.)");
  }

  @Test
  void refusesAScopeOfAnotherDay() {
    WireRequest yesterday = request().signedAt(Requests.NOW.minus(Duration.ofDays(1))).signed();

    // The signature of yesterday's key under today's date.
    assertRefused(
        with(yesterday, "x-amz-date", "20260102T030405Z"), 403, "SignatureDoesNotMatch", "");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "AWS4-HMAC-SHA256",
        "AWS4-HMAC-SHA256 ",
        "Basic dXNlcjpwYXNz",
        "Bearer AWS4-HMAC-SHA256",
        "AWS4-HMAC-SHA1 Credential=C, SignedHeaders=H, Signature=S",
        "AWS4-HMAC-SHA256 Credential=C, SignedHeaders=H",
        "AWS4-HMAC-SHA256 Credential=C, Signature=S",
        "AWS4-HMAC-SHA256 SignedHeaders=H, Signature=S",
        "AWS4-HMAC-SHA256 Credential=C, SignedHeaders=H, Signature=S, Signature=S",
        "AWS4-HMAC-SHA256 Credential=C, SignedHeaders=H, Signature=S,",
        "AWS4-HMAC-SHA256 Credential=C, SignedHeaders=H, Signature=short",
        "AWS4-HMAC-SHA256 Credential=A/B, SignedHeaders=H, Signature=S",
        "AWS4-HMAC-SHA256 Credential=A/20260102/r/s/aws4_request/x, SignedHeaders=H, Signature=S",
        "AWS4-HMAC-SHA256 Credential=A/20260102/r/s/aws5_request, SignedHeaders=H, Signature=S",
        "AWS4-HMAC-SHA256 Credential=A/2026010/r/s/aws4_request, SignedHeaders=H, Signature=S",
        "AWS4-HMAC-SHA256 Credential=A/20260102/../s/aws4_request, SignedHeaders=H, Signature=S",
        "AWS4-HMAC-SHA256 Credential=/20260102/r/s/aws4_request, SignedHeaders=H, Signature=S",
        "AWS4-HMAC-SHA256 Credential=C, SignedHeaders=, Signature=S",
        "AWS4-HMAC-SHA256 Credential=C, SignedHeaders=x-amz-date, Signature=S",
        "AWS4-HMAC-SHA256 Credential=C, SignedHeaders=host;host, Signature=S",
        "AWS4-HMAC-SHA256 Credential=C, SignedHeaders=x-amz-date;host, Signature=S",
        "AWS4-HMAC-SHA256 Credential=C, SignedHeaders=Host;x-amz-date, Signature=S",
        "AWS4-HMAC-SHA256 Credential=C, SignedHeaders=host;not-sent;x-amz-date, Signature=S",
      })
  void refusesMalformedAuthorization(String template) {
    String header =
        template
            .replace("Credential=C", "Credential=AKIDEXAMPLE/20260102/eu-west-1/rds/aws4_request")
            .replace("SignedHeaders=H", "SignedHeaders=host;x-amz-date")
            .replace("Signature=S", "Signature=" + "0".repeat(64));

    assertRefused(
        request()
            .header("x-amz-date", "20260102T030405Z")
            .header("authorization", header)
            .unsigned(),
        400,
        "IncompleteSignature",
        "");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "20260102",
        "20260102T030405",
        "20260230T030405Z",
        "20260102T250405Z",
        "2026-01-02T03:04:05Z"
      })
  void refusesMalformedDates(String date) {
    assertRefused(with(request().signed(), "x-amz-date", date), 400, "IncompleteSignature", "");
  }

  @Test
  void refusesTwoSignatures() {
    WireRequest good = request().signed();
    Map<String, List<String>> twice = new LinkedHashMap<>(good.headers());
    twice.put(
        "authorization", List.of("AWS4-HMAC-SHA256 x", good.header("authorization").orElseThrow()));

    assertRefused(
        new WireRequest("POST", "/", "", twice, good.body(), "192.0.2.7", false),
        400,
        "IncompleteSignature",
        "");
    assertRefused(
        request().header("authorization", "AWS4-HMAC-SHA256 x").presigned(60),
        400,
        "IncompleteSignature",
        "");
  }

  @ParameterizedTest
  @CsvSource({"60, 200", "604800, 200", "0, 400", "604801, 400", "-1, 400", "9999999, 400"})
  void boundsTheLifeOfAPresignedUrl(int seconds, int status) {
    assertThat(dispatcher.answer(presigned().presigned(seconds)).status()).isEqualTo(status);
  }

  @Test
  void refusesPresignedUrlsThatExpiredOrAreNotYetValid() {
    assertRefused(
        presigned().signedAt(Requests.NOW.minusSeconds(61)).presigned(60),
        400,
        "RequestExpired",
        "");
    assertRefused(
        presigned().signedAt(Requests.NOW.plusSeconds(901)).presigned(60),
        403,
        "SignatureDoesNotMatch",
        "not yet current");
    assertThat(
            dispatcher
                .answer(presigned().signedAt(Requests.NOW.minusSeconds(60)).presigned(60))
                .status())
        .isEqualTo(200);
  }

  @Test
  void refusesAnyChangeToAPresignedQuery() {
    WireRequest good = presigned().presigned(60);
    String query = good.rawQuery();
    for (int i = 0; i < query.length(); i++) {
      String changed =
          query.substring(0, i) + (query.charAt(i) == 'a' ? 'b' : 'a') + query.substring(i + 1);
      WireRequest request =
          new WireRequest("GET", "/", changed, good.headers(), good.body(), "192.0.2.7", false);

      assertThat(dispatcher.answer(request).status()).as(changed).isBetween(400, 499);
    }
  }

  @Test
  void refusesRepeatedPresignParameters() {
    WireRequest good = presigned().presigned(60);
    for (String name : List.of("X-Amz-Expires=60", "X-Amz-Signature=" + "0".repeat(64))) {
      WireRequest request =
          new WireRequest(
              "GET",
              "/",
              good.rawQuery() + "&" + name,
              good.headers(),
              good.body(),
              "192.0.2.7",
              false);

      assertRefused(request, 400, "IncompleteSignature", "");
    }
  }

  @Test
  void judgesTheSignatureBeforeItReadsTheBody() {
    SecretAccessKey wrong = SecretAccessKey.of("wrong");

    assertRefused(
        Requests.query("%%%").by(Requests.KEY_ID, wrong).signed(),
        403,
        "SignatureDoesNotMatch",
        "");
    assertRefused(
        Requests.json("Encrypt", "{{{").by(Requests.KEY_ID, wrong).signed(),
        400,
        "InvalidSignatureException",
        "");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "not a url",
        "/?Action=a",
        "ftp://h/?Action=a",
        "https:///?Action=a",
        "https://h/#f",
        "https://h/",
        "https://h/?X-Amz-Signature=0",
        "https://h/?%",
      })
  void refusesMalformedPresignedUrls(String url) {
    PresignedUrlCheck check =
        new PresignedUrlCheck(
            id -> java.util.Optional.of(Requests.SECRET),
            java.time.Clock.fixed(Requests.NOW, java.time.ZoneOffset.UTC));

    PresignedUrlException thrown =
        catchThrowableOfType(PresignedUrlException.class, () -> check.verify(url));

    assertThat(thrown.code()).isNotEmpty();
    assertThat(thrown.getCause()).isNull();
  }

  @Test
  void neverShowsASecretOrASignature() {
    WireRequest request = request().by(Requests.KEY_ID, SecretAccessKey.of("wrong")).signed();
    String expected =
        request().signed().header("authorization").orElseThrow().replaceAll(".*Signature=", "");

    String text = Dispatchers.text(dispatcher.answer(request));

    assertThat(text).doesNotContain(expected).doesNotContain("SignedHeaders");
    assertThat(Requests.SECRET.toString()).isEqualTo("SecretAccessKey(hidden)");
    assertThat(request.toString()).doesNotContain("Signature");
  }

  @Test
  void secretsAreEqualByValue() {
    assertThat(SecretAccessKey.of("a")).isEqualTo(SecretAccessKey.of("a"));
    assertThat(SecretAccessKey.of("a")).isNotEqualTo(SecretAccessKey.of("b"));
    assertThat(SecretAccessKey.of("a")).hasSameHashCodeAs(SecretAccessKey.of("b"));
  }

  private static Requests request() {
    return Requests.query(FORM);
  }

  private static Requests presigned() {
    return Requests.query("").without("content-type").method("GET").rawQuery(FORM);
  }

  private static Requests json() {
    return Requests.json("Encrypt", "{\"KeyId\":\"k\",\"Plaintext\":\"AQID\"}");
  }

  private static WireRequest with(WireRequest request, String header, String value) {
    Map<String, List<String>> headers = new LinkedHashMap<>(request.headers());
    headers.put(header, new ArrayList<>(List.of(value)));
    return new WireRequest("POST", "/", "", headers, request.body(), "192.0.2.7", false);
  }

  private void assertRefused(WireRequest request, int status, String code, String message) {
    WireResponse response = dispatcher.answer(request);
    assertThat(Dispatchers.text(response))
        .containsPattern("(<Code>|\"__type\":\")" + code + "[<\"]");
    assertThat(Dispatchers.text(response)).contains(message);
    assertThat(response.status()).isEqualTo(status);
  }
}
