package io.snapseal.app;

import io.snapseal.rds.peer.PeerTransport;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Reaches another server over HTTP. Nothing is followed, nothing is remembered. */
final class HttpPeer implements PeerTransport {
  /** Where servers answer each other. */
  static final String PATH = "/_snapseal/peer";

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int OK = 200;

  private final HttpClient client;
  private final URI address;

  HttpPeer(HttpClient client, URI endpoint) {
    this.client = client;
    this.address = endpoint.resolve(PATH);
  }

  @Override
  public byte[] exchange(byte[] message) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .timeout(LIMIT)
            .header("content-type", "application/octet-stream")
            .POST(HttpRequest.BodyPublishers.ofByteArray(message))
            .build();
    try {
      HttpResponse<InputStream> response =
          client.send(request, HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream body = response.body()) {
        byte[] answer = body.readNBytes(MAX_ANSWER + 1);
        if (response.statusCode() != OK || answer.length > MAX_ANSWER) {
          throw new IOException("it answers with status " + response.statusCode());
        }
        return answer;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
