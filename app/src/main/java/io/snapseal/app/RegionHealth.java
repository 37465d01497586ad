package io.snapseal.app;

import io.snapseal.wire.WireResponse;

/** The answer to {@code GET /health}. */
final class RegionHealth {
  private static final int OK = 200;

  private RegionHealth() {}

  /** The server answers: it is up. */
  static WireResponse up() {
    return WireResponse.text(OK, "application/json", "{\"status\":\"up\"}\n");
  }
}
