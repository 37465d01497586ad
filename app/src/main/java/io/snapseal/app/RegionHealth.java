package io.snapseal.app;

import io.snapseal.wire.WireResponse;
import java.util.Map;

/** What a region says of itself to whoever asks: that it is up, and how much it holds. */
final class RegionHealth {
  private static final int OK = 200;

  private RegionHealth() {}

  /** The answer to {@code GET /metrics}, in the text format of Prometheus (version 0.0.4). */
  static WireResponse metrics(Map<String, Long> counts) {
    StringBuilder text = new StringBuilder("# TYPE snapseal_count gauge\n");
    counts.forEach(
        (kind, count) ->
            text.append("snapseal_count{kind=\"")
                .append(kind)
                .append("\"} ")
                .append(count)
                .append('\n'));
    return WireResponse.text(OK, "text/plain; version=0.0.4", text.toString());
  }

  /** The server answers: it is up. */
  static WireResponse up() {
    return WireResponse.text(OK, "application/json", "{\"status\":\"up\"}\n");
  }
}
