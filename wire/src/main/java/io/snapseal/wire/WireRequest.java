package io.snapseal.wire;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** One HTTP request, whole. Header names are compared without regard to case. */
public final class WireRequest {
  private final String method;
  private final String path;
  private final String rawQuery;
  private final Map<String, List<String>> headers;
  private final byte[] body;
  private final String sourceAddress;
  private final boolean secureTransport;

  /**
   * @param method for example {@code POST}
   * @param path as sent, percent-encoded, without the query
   * @param rawQuery as sent, without the question mark; empty if there is none
   * @param headers names to values in the order sent
   * @param body not copied
   * @param sourceAddress the peer's IP address, in text
   * @param secureTransport whether it came over TLS
   */
  public WireRequest(
      String method,
      String path,
      String rawQuery,
      Map<String, List<String>> headers,
      byte[] body,
      String sourceAddress,
      boolean secureTransport) {
    this.method = Objects.requireNonNull(method, "method");
    this.path = Objects.requireNonNull(path, "path");
    this.rawQuery = Objects.requireNonNull(rawQuery, "rawQuery");
    this.headers = new TreeMap<>();
    headers.forEach(
        (name, values) ->
            this.headers.merge(
                name.toLowerCase(Locale.ROOT), List.copyOf(values), WireRequest::joined));
    this.body = Objects.requireNonNull(body, "body");
    this.sourceAddress = Objects.requireNonNull(sourceAddress, "sourceAddress");
    this.secureTransport = secureTransport;
  }

  private static List<String> joined(List<String> first, List<String> second) {
    return java.util.stream.Stream.concat(first.stream(), second.stream()).toList();
  }

  /** The HTTP method. */
  public String method() {
    return method;
  }

  /** The path, percent-encoded. */
  public String path() {
    return path;
  }

  /** The query as sent; empty if there is none. */
  public String rawQuery() {
    return rawQuery;
  }

  /** All headers under their lower-case names. */
  Map<String, List<String>> headers() {
    return headers;
  }

  /** The first value of a header. */
  public Optional<String> header(String name) {
    return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()).stream().findFirst();
  }

  /** The body; not a copy. */
  byte[] body() {
    return body;
  }

  /** A copy of the body. */
  public byte[] bodyCopy() {
    return Arrays.copyOf(body, body.length);
  }

  /** The peer's IP address. */
  public String sourceAddress() {
    return sourceAddress;
  }

  /** Whether the request came over TLS. */
  public boolean secureTransport() {
    return secureTransport;
  }

  /** Without query, headers and body: they hold signatures and secrets. */
  @Override
  public String toString() {
    return method + " from " + sourceAddress;
  }
}
