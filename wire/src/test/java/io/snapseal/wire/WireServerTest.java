package io.snapseal.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The server on a real socket. */
class WireServerTest {
  private static WireServer server;

  @BeforeAll
  static void start() {
    server = Servers.start(Servers.small());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void answersASignedRequest() throws IOException {
    String response = RawHttp.exchange(server, RawHttp.bytes(describe("")));

    assertThat(RawHttp.status(response)).isEqualTo(200);
    assertThat(response.toLowerCase(java.util.Locale.ROOT))
        .containsPattern("x-amzn-requestid: [0-9a-f-]{36}\r\n")
        .contains("\r\ndate: ")
        .doesNotContain("\r\nserver:")
        .doesNotContain("jetty");
  }

  @Test
  void answersAChunkedRequest() throws IOException {
    WireRequest request = describe("");
    String body = new String(request.body(), java.nio.charset.StandardCharsets.UTF_8);
    String text = new String(RawHttp.bytes(request), java.nio.charset.StandardCharsets.ISO_8859_1);
    String chunked =
        text.substring(0, text.indexOf("\r\n\r\n"))
                .replaceAll("content-length: \\d+", "transfer-encoding: chunked")
            + "\r\n\r\n"
            + Integer.toHexString(body.length())
            + "\r\n"
            + body
            + "\r\n0\r\n\r\n";

    assertThat(RawHttp.status(RawHttp.exchange(server, chunked))).isEqualTo(200);
  }

  @Test
  void keepsItsHealthOpenToEveryone() throws IOException {
    assertThat(get("/health")).startsWith("HTTP/1.1 200").endsWith("ok\n");
    assertThat(RawHttp.status(get("/other"))).isEqualTo(404);
    assertThat(RawHttp.status(get("/health?x=1"))).isEqualTo(200);
  }

  @Test
  void refusesLargeBodiesWhetherAnnouncedOrNot() throws IOException {
    assertThat(RawHttp.exchange(server, RawHttp.bytes(describe("&x=" + "y".repeat(20_000)))))
        .startsWith("HTTP/1.1 413")
        .contains("RequestEntityTooLarge");
    String endless =
        "POST / HTTP/1.1\r\nhost: h\r\ntransfer-encoding: chunked\r\n\r\n"
            + ("1000\r\n" + "z".repeat(4096) + "\r\n").repeat(4);
    assertThat(RawHttp.exchange(server, endless)).startsWith("HTTP/1.1 413");
  }

  @ParameterizedTest
  @CsvSource({
    "GET / HTTP/9.9\\r\\nhost: h\\r\\n\\r\\n",
    "NONSENSE\\r\\n\\r\\n",
    "GET\\r\\n\\r\\n",
    "GET / HTTP/1.1\\r\\n\\r\\n",
    "GET / HTTP/1.1\\r\\nhost: h\\r\\nhost: i\\r\\n\\r\\n",
    "GET /%2e%2e/ HTTP/1.1\\r\\nhost: h\\r\\n\\r\\n",
    "GET /a/../ HTTP/1.1\\r\\nhost: h\\r\\n\\r\\n",
    "POST / HTTP/1.1\\r\\nhost: h\\r\\ncontent-length: -1\\r\\n\\r\\n",
    "POST / HTTP/1.1\\r\\nhost: h\\r\\ncontent-length: 5\\r\\ncontent-length: 6\\r\\n\\r\\nabcdef",
    "POST / HTTP/1.1\\r\\nhost: h\\r\\ntransfer-encoding: strange\\r\\n\\r\\n",
    "POST / HTTP/1.1\\r\\nhost: h\\r\\ncontent-length: 4\\r\\ntransfer-encoding: chunked\\r\\n\\r\\nzz\\r\\n",
    "POST / HTTP/1.1\\r\\nhost: h\\r\\nexpect: miracles\\r\\n\\r\\n",
    "PRI * HTTP/2.0\\r\\n\\r\\nSM\\r\\n\\r\\n",
    "OPTIONS * HTTP/1.1\\r\\nhost: h\\r\\n\\r\\n",
    "CONNECT h:1 HTTP/1.1\\r\\nhost: h\\r\\n\\r\\n",
    "TRACE / HTTP/1.1\\r\\nhost: h\\r\\n\\r\\n",
  })
  void refusesWhatIsHardlyHttp(String escaped) throws IOException {
    String response = RawHttp.exchange(server, escaped.replace("\\r", "\r").replace("\\n", "\n"));

    assertThat(RawHttp.status(response)).as(response).isBetween(400, 499);
    assertThat(response.toLowerCase(java.util.Locale.ROOT))
        .doesNotContain("jetty")
        .doesNotContain("<html");
  }

  @Test
  void refusesLongHeaders() throws IOException {
    String response = get("/?" + "a".repeat(10_000));

    assertThat(RawHttp.status(response)).isBetween(400, 499);
  }

  @Test
  void saysThatAPortIsTaken() {
    WireSettings same =
        new WireSettings(
            InetAddress.getLoopbackAddress(),
            server.port(),
            Optional.empty(),
            Servers.smallLimits());

    assertThatThrownBy(() -> Servers.start(same))
        .isInstanceOf(WireStartException.class)
        .hasMessageContaining(":" + server.port())
        .hasMessageContaining("choose another port");
  }

  @Test
  void refusesToBeReachableWithoutTls() {
    assertThatThrownBy(
            () ->
                new WireSettings(
                    InetAddress.getByName("0.0.0.0"), 0, Optional.empty(), Servers.smallLimits()))
        .isInstanceOf(WireStartException.class)
        .hasMessageContaining("without TLS");
  }

  @Test
  void refusesNonsensicalSettings() {
    assertThatThrownBy(() -> WireSettings.loopback(65_536))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> WireSettings.loopback(-1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Dispatchers.over(java.util.List.of(FakeKms.SERVICE, FakeKms.SERVICE)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void finishesRunningRequestsWhenItStops() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch leave = new CountDownLatch(1);
    WireServer stopping =
        WireServer.start(
            Servers.small(),
            java.util.List.of(),
            id -> Optional.empty(),
            java.time.Clock.systemUTC(),
            java.util.UUID::randomUUID,
            java.util.Map.of(
                "GET /slow",
                request -> {
                  entered.countDown();
                  awaited(leave);
                  return WireResponse.text(200, "text/plain", "done");
                }));
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), stopping.port())) {
      socket
          .getOutputStream()
          .write(
              "GET /slow HTTP/1.1\r\nhost: h\r\n\r\n"
                  .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
      entered.await();
      Thread closing = new Thread(stopping::close);
      closing.start();
      leave.countDown();
      String response =
          new String(
              socket.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.US_ASCII);
      closing.join();

      assertThat(response).startsWith("HTTP/1.1 200").endsWith("done");
    }
    assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), stopping.port()).close())
        .isInstanceOf(Exception.class);
  }

  private static void awaited(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String get(String target) throws IOException {
    return RawHttp.exchange(
        server, "GET " + target + " HTTP/1.1\r\nhost: h\r\nconnection: close\r\n\r\n");
  }

  private static WireRequest describe(String more) {
    return Requests.query("Action=DescribeDBSnapshots&Version=2014-10-31" + more)
        .signedAt(Instant.now())
        .signed();
  }
}
