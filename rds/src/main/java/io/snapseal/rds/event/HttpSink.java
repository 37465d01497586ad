package io.snapseal.rds.event;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Posts one document at a time. What is refused as wrong is not sent again, as EventBridge does
 * not; what could not be taken is. A redirection is not followed: it would let whoever answers
 * choose where events go.
 */
final class HttpSink implements Sink {
  private static final Logger LOG = LoggerFactory.getLogger(HttpSink.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int SUCCESSFUL = 2;
  private static final int REFUSED = 4;
  private static final int HUNDRED = 100;

  /** Of the refusals, those that say "later": timeout, too early, too many requests. */
  private static final Set<Integer> LATER = Set.of(408, 425, 429);

  private final HttpClient client =
      HttpClient.newBuilder()
          .connectTimeout(PATIENCE)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();
  private final EventTarget target;

  HttpSink(EventTarget target) {
    this.target = target;
  }

  @Override
  public int send(List<String> documents) throws IOException, InterruptedException {
    int status = posted(target.place(), documents.get(0));
    if (status / HUNDRED == SUCCESSFUL) {
      return 1;
    }
    if (status / HUNDRED == REFUSED && !LATER.contains(status)) {
      LOG.warn("{} refused an event with status {}: it is not sent again", target, status);
      return 1;
    }
    throw new IOException("status " + status);
  }

  private int posted(URI place, String document) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(place)
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(document))
            .build();
    return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
  }
}
