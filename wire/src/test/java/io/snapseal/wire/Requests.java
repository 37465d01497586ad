package io.snapseal.wire;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Builds requests, signs them, and spoils them on purpose. */
final class Requests {
  static final String KEY_ID = "AKIDEXAMPLE";
  static final SecretAccessKey SECRET = SecretAccessKey.of("a secret for tests only");
  static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  private String method = "POST";
  private String path = "/";
  private String query = "";
  private String region = "eu-west-1";
  private Instant signedAt = NOW;
  private String keyId = KEY_ID;
  private SecretAccessKey secret = SECRET;
  private final String service;
  private byte[] body;
  private Optional<String> payload = Optional.empty();
  private final Map<String, List<String>> headers = new LinkedHashMap<>();

  private Requests(String service, byte[] body) {
    this.service = service;
    this.body = body;
    headers.put("host", new ArrayList<>(List.of("127.0.0.1:4600")));
  }

  static Requests query(String form) {
    return query("rds", form);
  }

  static Requests query(String service, String form) {
    return new Requests(service, form.getBytes(StandardCharsets.UTF_8))
        .header("content-type", "application/x-www-form-urlencoded; charset=utf-8");
  }

  static Requests json(String operation, String json) {
    return new Requests("kms", json.getBytes(StandardCharsets.UTF_8))
        .header("content-type", "application/x-amz-json-1.1")
        .header("x-amz-target", "TrentService." + operation);
  }

  Requests header(String name, String value) {
    headers.put(name, new ArrayList<>(List.of(value)));
    return this;
  }

  Requests without(String name) {
    headers.remove(name);
    return this;
  }

  Requests method(String value) {
    method = value;
    return this;
  }

  Requests path(String value) {
    path = value;
    return this;
  }

  Requests rawQuery(String value) {
    query = value;
    return this;
  }

  Requests body(byte[] value) {
    body = value;
    return this;
  }

  /** What is signed in the place of the body's hash. */
  Requests payload(String value) {
    payload = Optional.of(value);
    return this;
  }

  Requests region(String value) {
    region = value;
    return this;
  }

  Requests signedAt(Instant value) {
    signedAt = value;
    return this;
  }

  Requests by(String id, SecretAccessKey key) {
    keyId = id;
    secret = key;
    return this;
  }

  WireRequest unsigned() {
    return new WireRequest(method, path, query, headers, body, "192.0.2.7", false);
  }

  /** Signed in the {@code Authorization} header, over every header there is. */
  WireRequest signed() {
    header("x-amz-date", AmzDate.format(signedAt));
    List<String> names = List.copyOf(new TreeMap<>(headers).keySet());
    String signature = signature(names, Parameter.parse(query), Optional.empty());
    header(
        "authorization",
        "AWS4-HMAC-SHA256 Credential=%s/%s, SignedHeaders=%s, Signature=%s"
            .formatted(keyId, scope().text(), String.join(";", names), signature));
    return unsigned();
  }

  /** Signed in the query, over the host only. */
  WireRequest presigned(int seconds) {
    query =
        query
            + (query.isEmpty() ? "" : "&")
            + "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential="
            + PercentCoding.encode(keyId + "/" + scope().text())
            + "&X-Amz-Date="
            + AmzDate.format(signedAt)
            + "&X-Amz-Expires="
            + seconds
            + "&X-Amz-SignedHeaders=host";
    query +=
        "&X-Amz-Signature=" + signature(List.of("host"), Parameter.parse(query), Optional.empty());
    return unsigned();
  }

  private CredentialScope scope() {
    return new CredentialScope(AmzDate.format(signedAt).substring(0, 8), region, service);
  }

  private String signature(List<String> names, List<Parameter> parsed, Optional<String> token) {
    SignatureClaim claim =
        new SignatureClaim(keyId, scope(), signedAt, names, "", Optional.empty(), token);
    String hash = payload.orElseGet(() -> Sigv4.sha256(body));
    String canonical = CanonicalRequest.text(unsigned(), parsed, claim, hash);
    return Sigv4.signature(secret, claim, canonical);
  }
}
