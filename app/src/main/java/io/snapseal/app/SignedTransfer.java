package io.snapseal.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;

/** Sends and fetches snapshots as streams, signed as requests to RDS are. */
final class SignedTransfer {
  private static final int OK = 200;
  private static final int MOST_ERROR = 1 << 16;
  private static final Pattern FAULT =
      Pattern.compile("<Code>([^<]*)</Code>\\s*<Message>([^<]*)</Message>");

  private final URI endpoint;
  private final String region;
  private final AwsCredentialsProvider credentials;

  SignedTransfer(URI endpoint, String region, AwsCredentialsProvider credentials) {
    this.endpoint = endpoint;
    this.region = region;
    this.credentials = credentials;
  }

  /** What writes a body. */
  @FunctionalInterface
  interface Body {
    void writeTo(OutputStream out) throws IOException;
  }

  /** What reads an answer. */
  @FunctionalInterface
  interface Answer {
    void read(InputStream in) throws IOException;
  }

  /**
   * Sends an archive.
   *
   * @return the answer, once the snapshot is durable
   * @throws AwsServiceException if it is refused, before a byte of it is sent or when it is found
   *     bad
   */
  String put(Map<String, String> parameters, Body body) throws IOException {
    StreamedBody streamed = new StreamedBody(body);
    HttpRequest request =
        request(SdkHttpMethod.PUT, parameters)
            .expectContinue(true)
            .method("PUT", BodyPublishers.fromPublisher(streamed))
            .build();
    try (InputStream answer = answered(sent(request, streamed, parameters))) {
      return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      streamed.rethrowOwn();
      throw e;
    }
  }

  /** Fetches an archive. */
  void get(Map<String, String> parameters, Answer answer) throws IOException {
    HttpRequest request = request(SdkHttpMethod.GET, parameters).GET().build();
    try (InputStream in = answered(sent(request))) {
      answer.read(in);
      in.transferTo(OutputStream.nullOutputStream()); // so that an answer without its end shows
    }
  }

  private HttpRequest.Builder request(SdkHttpMethod method, Map<String, String> parameters) {
    SdkHttpRequest signed = signed(method, parameters);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
            endpoint.resolve(
                SnapshotStreams.PATH + "?" + signed.encodedQueryParameters().orElse("")));
    signed
        .headers()
        .forEach(
            (name, values) -> {
              if (!name.equalsIgnoreCase("host")) {
                request.header(name, values.get(0));
              }
            });
    return request;
  }

  /**
   * The SDK leaves a body out of the signature over TLS only, and the region lets no other plain
   * connection be than loopback's: it is signed as if it went over TLS.
   */
  private SdkHttpRequest signed(SdkHttpMethod method, Map<String, String> parameters) {
    SdkHttpRequest.Builder request =
        SdkHttpRequest.builder()
            .method(method)
            .protocol("https")
            .host(endpoint.getHost())
            .port(port())
            .encodedPath(SnapshotStreams.PATH);
    parameters.forEach(request::putRawQueryParameter);
    return AwsV4HttpSigner.create()
        .sign(
            r ->
                r.identity(credentials.resolveCredentials())
                    .request(request.build())
                    .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "rds")
                    .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                    .putProperty(
                        AwsV4HttpSigner.PAYLOAD_SIGNING_ENABLED, method == SdkHttpMethod.GET))
        .request();
  }

  private int port() {
    boolean tls = "https".equals(endpoint.getScheme());
    return endpoint.getPort() > 0 ? endpoint.getPort() : tls ? 443 : 80;
  }

  /**
   * Of an answer that comes before the body was asked for, the JDK's client does not give out the
   * body, which says why (JDK-8286171). It is asked for once more, with nothing in the request.
   */
  private HttpResponse<InputStream> sent(
      HttpRequest request, StreamedBody body, Map<String, String> parameters) throws IOException {
    HttpResponse<InputStream> response = sent(request);
    return response.statusCode() == OK || body.begun()
        ? response
        : sent(
            request(SdkHttpMethod.PUT, parameters).method("PUT", BodyPublishers.noBody()).build());
  }

  private static HttpResponse<InputStream> sent(HttpRequest request) throws IOException {
    HttpClient client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .proxy(HttpClient.Builder.NO_PROXY)
            .build();
    try {
      return client.send(request, BodyHandlers.ofInputStream());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  private static InputStream answered(HttpResponse<InputStream> response) throws IOException {
    if (response.statusCode() == OK) {
      return response.body();
    }
    throw fault(response);
  }

  private static RuntimeException fault(HttpResponse<InputStream> response) throws IOException {
    String text;
    try (InputStream body = response.body()) {
      text = new String(body.readNBytes(MOST_ERROR), StandardCharsets.UTF_8);
    }
    Matcher fault = FAULT.matcher(text);
    boolean found = fault.find();
    String message = found ? plain(fault.group(2)) : "HTTP status " + response.statusCode();
    return AwsServiceException.builder()
        .message(message)
        .statusCode(response.statusCode())
        .awsErrorDetails(
            AwsErrorDetails.builder()
                .errorCode(found ? fault.group(1) : "NotAPrivateRegion")
                .errorMessage(message)
                .build())
        .build();
  }

  private static String plain(String xml) {
    return xml.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&apos;", "'")
        .replace("&amp;", "&");
  }
}
