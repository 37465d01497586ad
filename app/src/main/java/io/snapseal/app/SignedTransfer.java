package io.snapseal.app;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
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
  private static final int CHUNK = 1 << 16;
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
   * @throws AwsServiceException if it is refused, which is before a byte of it is sent
   */
  String put(Map<String, String> parameters, Body body) throws IOException {
    HttpURLConnection connection = connection(SdkHttpMethod.PUT, parameters);
    connection.setDoOutput(true);
    connection.setChunkedStreamingMode(CHUNK);
    connection.setRequestProperty("Expect", "100-Continue");
    try {
      send(connection, body);
      return new String(answer(connection).readAllBytes(), StandardCharsets.UTF_8);
    } finally {
      connection.disconnect();
    }
  }

  /** Without the last chunk the body is not whole, and nothing is made of it. */
  private static void send(HttpURLConnection connection, Body body) throws IOException {
    OutputStream out;
    try {
      out = connection.getOutputStream();
    } catch (java.net.ProtocolException e) {
      return; // refused: the answer says why
    }
    Sending sending = new Sending(out);
    try {
      body.writeTo(sending);
    } catch (IOException e) {
      if (sending.failed) {
        // Who finds an archive bad says so and hangs up in the middle of it.
        answer(connection).close();
      }
      throw e;
    }
    out.close();
  }

  /** Tells a connection that fails from a source that does. */
  private static final class Sending extends FilterOutputStream {
    private boolean failed;

    Sending(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      try {
        out.write(bytes, offset, length);
      } catch (IOException e) {
        failed = true;
        throw e;
      }
    }

    @Override
    public void close() throws IOException {
      out.flush();
    }
  }

  /** Fetches an archive. */
  void get(Map<String, String> parameters, Answer answer) throws IOException {
    HttpURLConnection connection = connection(SdkHttpMethod.GET, parameters);
    try (InputStream in = answer(connection)) {
      answer.read(in);
      if (in.read() >= 0) {
        in.skipNBytes(in.available());
      }
    } finally {
      connection.disconnect();
    }
  }

  private HttpURLConnection connection(SdkHttpMethod method, Map<String, String> parameters)
      throws IOException {
    SdkHttpRequest signed = signed(method, parameters);
    URI target =
        endpoint.resolve(SnapshotStreams.PATH + "?" + signed.encodedQueryParameters().get());
    if (!(target.toURL().openConnection(Proxy.NO_PROXY) instanceof HttpURLConnection connection)) {
      throw new UserError(endpoint + " is no HTTP endpoint", "Name one with --endpoint-url.");
    }
    connection.setRequestMethod(method.name());
    connection.setInstanceFollowRedirects(false);
    signed
        .headers()
        .forEach(
            (name, values) -> {
              if (!name.equalsIgnoreCase("host")) {
                connection.setRequestProperty(name, values.get(0));
              }
            });
    return connection;
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

  private static InputStream answer(HttpURLConnection connection) throws IOException {
    if (connection.getResponseCode() == OK) {
      return connection.getInputStream();
    }
    throw fault(connection);
  }

  private static RuntimeException fault(HttpURLConnection connection) throws IOException {
    InputStream error = connection.getErrorStream();
    String text =
        error == null ? "" : new String(error.readNBytes(MOST_ERROR), StandardCharsets.UTF_8);
    Matcher fault = FAULT.matcher(text);
    boolean found = fault.find();
    String message = found ? plain(fault.group(2)) : "HTTP status " + connection.getResponseCode();
    return AwsServiceException.builder()
        .message(message)
        .statusCode(connection.getResponseCode())
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
