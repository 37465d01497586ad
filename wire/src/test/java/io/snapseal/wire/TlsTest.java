package io.snapseal.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS from PEM files. The certificates' README says how they were made. */
class TlsTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"rsa", "ec"})
  void servesHttps(String kind) throws Exception {
    try (WireServer server = Servers.start(settings(file(kind + ".crt"), file(kind + ".key")))) {
      assertThat(server.endpoint().getScheme()).isEqualTo("https");
      HttpClient client = HttpClient.newBuilder().sslContext(trusting(file(kind + ".crt"))).build();

      HttpResponse<String> response =
          client.send(
              HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + server.port() + "/health"))
                  .build(),
              HttpResponse.BodyHandlers.ofString());

      assertThat(response.body()).isEqualTo("ok\n");
    }
  }

  @Test
  void mayListenEverywhereWithTls() throws Exception {
    WireSettings everywhere =
        new WireSettings(
            InetAddress.getByName("0.0.0.0"),
            0,
            Optional.of(new TlsFiles(file("ec.crt"), file("ec.key"))),
            Servers.smallLimits());

    try (WireServer server = Servers.start(everywhere)) {
      assertThat(server.endpoint()).hasScheme("https").hasHost("127.0.0.1").hasPort(server.port());
    }
  }

  @Test
  void refusesPlainHttpOnATlsPort() throws Exception {
    try (WireServer server = Servers.start(settings(file("ec.crt"), file("ec.key")))) {
      assertThat(plainAnswer(server)).doesNotContain("200");
    }
  }

  @Test
  void saysWhatIsWrongWithTheFiles() throws Exception {
    Path empty = Files.writeString(folder.resolve("empty"), "");
    Path pkcs1 =
        Files.writeString(
            folder.resolve("pkcs1"),
            "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----\n");
    Path broken =
        Files.writeString(
            folder.resolve("broken"),
            "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");

    assertRefused(file("ec.crt"), folder.resolve("missing"), "missing");
    assertRefused(folder.resolve("missing"), file("ec.key"), "missing");
    assertRefused(empty, file("ec.key"), "no certificate");
    assertRefused(file("ec.key"), file("ec.key"), "cannot use the TLS certificate");
    assertRefused(file("ec.crt"), empty, "PKCS #8");
    assertRefused(file("rsa.crt"), pkcs1, "openssl pkcs8");
    assertRefused(file("ec.crt"), broken, "cannot use the TLS certificate");
    assertRefused(file("ec.crt"), file("rsa.key"), "cannot use the TLS certificate");
    assertRefused(file("ec.crt"), file("other.key"), "does not belong");
  }

  private static void assertRefused(Path certificate, Path key, String message) {
    assertThatThrownBy(() -> Servers.start(settings(certificate, key)))
        .isInstanceOf(WireStartException.class)
        .hasMessageContaining(message);
  }

  private static String plainAnswer(WireServer server) {
    try {
      return RawHttp.exchange(server, "GET /health HTTP/1.1\r\nhost: h\r\n\r\n");
    } catch (IOException e) {
      return "";
    }
  }

  private static WireSettings settings(Path certificate, Path key) {
    return new WireSettings(
        InetAddress.getLoopbackAddress(),
        0,
        Optional.of(new TlsFiles(certificate, key)),
        Servers.smallLimits());
  }

  private static Path file(String name) throws URISyntaxException {
    return Path.of(Objects.requireNonNull(TlsTest.class.getResource("tls/" + name)).toURI());
  }

  private static SSLContext trusting(Path certificate)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    try (InputStream pem = Files.newInputStream(certificate)) {
      store.setCertificateEntry(
          "server", CertificateFactory.getInstance("X.509").generateCertificate(pem));
    }
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }
}
