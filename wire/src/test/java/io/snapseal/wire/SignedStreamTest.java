package io.snapseal.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** Streams over a real socket, as friends and others send them. */
class SignedStreamTest {
  private static final String UNSIGNED = "UNSIGNED-PAYLOAD";
  private static final String PATH = "/_stream";

  private final BlockingQueue<String> seen = new ArrayBlockingQueue<>(10);
  private final CountDownLatch entered = new CountDownLatch(2);
  private final CountDownLatch leave = new CountDownLatch(1);
  private final WireServer server = start(WireLimits.standard());

  @AfterEach
  void stop() {
    leave.countDown();
    server.close();
  }

  private WireServer start(WireLimits limits) {
    return WireServer.start(
        new WireSettings(InetAddress.getLoopbackAddress(), 0, Optional.empty(), limits),
        List.of(FakeRds.SERVICE),
        id -> id.equals(Requests.KEY_ID) ? Optional.of(Requests.SECRET) : Optional.empty(),
        Clock.systemUTC(),
        UUID::randomUUID,
        Map.of(),
        Map.of(
            "PUT " + PATH,
            new PublishedStream("rds", "urn:test", this::put),
            "GET " + PATH,
            new PublishedStream("rds", "urn:test", this::get),
            "PUT /_slow",
            new PublishedStream("rds", "urn:test", this::slow)));
  }

  private WireResponse put(RequestOrigin origin, StreamRequest request) throws IOException {
    if (request.parameter("Refuse").isPresent()) {
      throw AwsServiceException.builder()
          .statusCode(403)
          .awsErrorDetails(
              AwsErrorDetails.builder().errorCode("AccessDenied").errorMessage("no").build())
          .build();
    }
    try {
      long length = drained(request.body());
      seen.add(origin.accessKeyId() + " " + request.parameter("Name").orElse("-") + " " + length);
      return WireResponse.text(200, "text/plain", "took " + length);
    } catch (IOException e) {
      seen.add("cut");
      throw e;
    }
  }

  private WireResponse get(RequestOrigin origin, StreamRequest request) {
    return WireResponse.streamed(
        "application/x-tar",
        out -> {
          byte[] part = "x".repeat(1 << 16).getBytes(StandardCharsets.ISO_8859_1);
          for (int i = 0; i < 64; i++) {
            out.write(part);
          }
          if (request.parameter("Fail").isPresent()) {
            throw new IOException("the medium fails");
          }
        });
  }

  private WireResponse slow(RequestOrigin origin, StreamRequest request) {
    entered.countDown();
    try {
      leave.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return WireResponse.text(200, "text/plain", "done");
  }

  private static long drained(InputStream body) throws IOException {
    byte[] buffer = new byte[1 << 14];
    long sum = 0;
    for (int count = body.read(buffer); count >= 0; count = body.read(buffer)) {
      sum += count;
    }
    return sum;
  }

  private static Requests request(String method, String path, String query) {
    return Requests.query("rds", "")
        .method(method)
        .path(path)
        .rawQuery(query)
        .signedAt(Instant.now());
  }

  /** The head of a signed request, as it goes over the socket. */
  private static String head(Requests request, String last) {
    String text = new String(RawHttp.bytes(request.signed()), StandardCharsets.ISO_8859_1);
    return text.substring(0, text.indexOf("\r\n\r\n")).replaceAll("\r\ncontent-length: \\d+", "")
        + "\r\n"
        + last
        + "\r\n\r\n";
  }

  private static Requests put(String query) {
    return request("PUT", PATH, query).header("x-amz-content-sha256", UNSIGNED).payload(UNSIGNED);
  }

  private static String chunks(int count, boolean ended) {
    String chunk = "1000\r\n" + "z".repeat(4096) + "\r\n";
    return chunk.repeat(count) + (ended ? "0\r\n\r\n" : "");
  }

  private String exchange(String text) throws IOException {
    return RawHttp.exchange(server, text);
  }

  @Test
  void aBodyOfAnyLengthIsTaken() throws Exception {
    String response =
        exchange(head(put("Name=s"), "transfer-encoding: chunked") + chunks(1000, true));
    assertThat(response).startsWith("HTTP/1.1 200").endsWith("took 4096000");
    assertThat(seen.poll(1, TimeUnit.MINUTES)).isEqualTo(Requests.KEY_ID + " s 4096000");
  }

  @Test
  void aCutBodyIsSeenAsCut() throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket
          .getOutputStream()
          .write(
              (head(put("Name=s"), "transfer-encoding: chunked") + chunks(10, false))
                  .getBytes(StandardCharsets.ISO_8859_1));
    }
    assertThat(seen.poll(1, TimeUnit.MINUTES)).isEqualTo("cut");
  }

  @Test
  void anAnswerOfAnyLengthIsWhole() throws IOException {
    String response = exchange(head(request("GET", PATH, ""), "connection: close"));
    assertThat(response)
        .startsWith("HTTP/1.1 200")
        .contains("x-amzn-RequestId")
        .endsWith("0\r\n\r\n");
    assertThat(response.length()).isGreaterThan(64 << 16);
  }

  @Test
  void anAnswerThatFailsIsNeverWhole() throws IOException {
    String response = exchange(head(request("GET", PATH, "Fail=1"), "connection: close"));
    assertThat(response).startsWith("HTTP/1.1 200").doesNotEndWith("0\r\n\r\n");
  }

  @Test
  void nobodyIsLetInWithoutASignature() throws IOException {
    String bare = "PUT " + PATH + " HTTP/1.1\r\nhost: h\r\ntransfer-encoding: chunked\r\n\r\n";
    assertThat(exchange(bare + chunks(1, true)))
        .startsWith("HTTP/1.1 403")
        .contains("<Code>MissingAuthenticationToken</Code>");
    assertThat(exchange("GET " + PATH + " HTTP/1.1\r\nhost: h\r\n\r\n"))
        .startsWith("HTTP/1.1 403")
        .contains("<Code>MissingAuthenticationToken</Code>");
    assertThat(seen).isEmpty();
  }

  @Test
  void whatIsSignedCannotBeChanged() throws IOException {
    String signed = head(put("Name=s"), "transfer-encoding: chunked");
    for (String changed :
        List.of(
            signed.replace("Name=s", "Name=t"),
            signed.replace("PUT " + PATH + "?", "PUT /_slow?"),
            signed.replaceFirst("(Signature=)([0-9a-f]{4})", "$10000"))) {
      assertThat(exchange(changed + chunks(1, true)))
          .startsWith("HTTP/1.1 403")
          .contains("<Code>SignatureDoesNotMatch</Code>");
    }
    assertThat(seen).isEmpty();
  }

  @Test
  void theBodysPlaceIsSignedAsWhatItIs() throws IOException {
    String whole = head(request("PUT", PATH, ""), "transfer-encoding: chunked");
    assertThat(exchange(whole + chunks(1, true)))
        .startsWith("HTTP/1.1 400")
        .contains("UNSIGNED-PAYLOAD");
    String other =
        head(
            Requests.query("kms", "")
                .method("PUT")
                .path(PATH)
                .signedAt(Instant.now())
                .header("x-amz-content-sha256", UNSIGNED)
                .payload(UNSIGNED),
            "transfer-encoding: chunked");
    assertThat(exchange(other + chunks(1, true)))
        .startsWith("HTTP/1.1 403")
        .contains("scoped to correct service");
    String operation =
        head(
            Requests.query("Action=DescribeDBSnapshots&Version=2014-10-31")
                .signedAt(Instant.now())
                .header("x-amz-content-sha256", UNSIGNED)
                .payload(UNSIGNED),
            "content-length: 0");
    assertThat(exchange(operation)).startsWith("HTTP/1.1 403");
    assertThat(seen).isEmpty();
  }

  @Test
  void aPresignedUrlOpensNoStream() throws IOException {
    String presigned = "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Signature=" + "0".repeat(64);
    assertThat(exchange("GET " + PATH + "?" + presigned + " HTTP/1.1\r\nhost: h\r\n\r\n"))
        .startsWith("HTTP/1.1 400")
        .contains("IncompleteSignature");
  }

  @Test
  void aRefusalComesBeforeTheBody() throws IOException {
    String response =
        exchange(head(put("Refuse=1"), "transfer-encoding: chunked\r\nexpect: 100-continue"));
    assertThat(response).startsWith("HTTP/1.1 403").contains("<Code>AccessDenied</Code>");
  }

  @Test
  void whoeverWaitsIsToldToGoOn() throws IOException {
    String head = head(put(""), "transfer-encoding: chunked\r\nexpect: 100-continue");
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
      byte[] interim = socket.getInputStream().readNBytes(12);
      assertThat(new String(interim, StandardCharsets.ISO_8859_1)).isEqualTo("HTTP/1.1 100");
      socket.getOutputStream().write(chunks(1, true).getBytes(StandardCharsets.ISO_8859_1));
      byte[] rest = socket.getInputStream().readAllBytes();
      assertThat(new String(rest, StandardCharsets.ISO_8859_1)).endsWith("took 4096");
    }
  }

  @Test
  void streamsLeaveRoomForOperations() throws Exception {
    try (WireServer small = start(Servers.smallLimits());
        Socket first = new Socket(InetAddress.getLoopbackAddress(), small.port());
        Socket second = new Socket(InetAddress.getLoopbackAddress(), small.port())) {
      String slow =
          head(
              request("PUT", "/_slow", "")
                  .header("x-amz-content-sha256", UNSIGNED)
                  .payload(UNSIGNED),
              "transfer-encoding: chunked");
      first.getOutputStream().write(slow.getBytes(StandardCharsets.ISO_8859_1));
      second.getOutputStream().write(slow.getBytes(StandardCharsets.ISO_8859_1));
      entered.await(); // it gives a quarter of its 8 threads to streams
      assertThat(RawHttp.exchange(small, slow))
          .startsWith("HTTP/1.1 503")
          .contains("<Code>ServiceUnavailable</Code>");
      leave.countDown();
    }
  }
}
