package io.snapseal.app;

import io.snapseal.rds.peer.Peer;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** The other servers, with their keys and the way to them. */
final class PeerLinks {
  private static final Duration CONNECT = Duration.ofSeconds(10);

  private PeerLinks() {}

  static List<Peer> of(Home home, PeerOptions options, List<String> own) {
    if (options.endpoints().isEmpty()) {
      return List.of();
    }
    HttpClient client = client(options.certificates());
    return options.endpoints().entrySet().stream()
        .map(
            peer -> {
              if (own.contains(peer.getKey())) {
                throw new UserError(
                    "--peer " + peer.getKey() + " is one of this server's own regions",
                    "Leave it out of --regions, or out of --peer.");
              }
              return new Peer(
                  peer.getKey(),
                  PeerKeyFile.of(home, peer.getKey()).read(peer.getKey()),
                  new HttpPeer(client, peer.getValue()));
            })
        .toList();
  }

  private static HttpClient client(Optional<Path> certificates) {
    HttpClient.Builder client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER);
    certificates.ifPresent(file -> client.sslContext(trusting(file)));
    return client.build();
  }

  private static SSLContext trusting(Path file) {
    try (InputStream pem = Files.newInputStream(file)) {
      KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
      trusted.load(null, null);
      for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
        trusted.setCertificateEntry("peer " + trusted.size(), each);
      }
      if (trusted.size() == 0) {
        throw new GeneralSecurityException("no certificate in it");
      }
      TrustManagerFactory managers =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      managers.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, managers.getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new UserError(
          "--peer-ca " + file + " holds no certificates: " + e.getClass().getSimpleName(),
          "Name a PEM file with the other servers' certificates, or those that signed them.");
    }
  }
}
