package io.snapseal.wire;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The in-process entry over the two fakes, with time stopped at {@link Requests#NOW}. */
final class Dispatchers {
  static final String REQUEST_ID = "00000000-0000-0001-0000-000000000002";
  static final int MAX_BODY = 1 << 20;

  private Dispatchers() {}

  static Dispatcher overFakes() {
    return over(List.of(FakeRds.SERVICE, FakeKms.SERVICE));
  }

  static Dispatcher over(List<PublishedService> services) {
    return new Dispatcher(
        services,
        id -> id.equals(Requests.KEY_ID) ? Optional.of(Requests.SECRET) : Optional.empty(),
        Clock.fixed(Requests.NOW, ZoneOffset.UTC),
        () -> new UUID(1, 2),
        Map.of(
            "GET /health",
            request -> WireResponse.text(200, "text/plain", "ok"),
            "GET /broken",
            request -> {
              throw new IllegalStateException("secret inside");
            }),
        MAX_BODY);
  }

  static String text(WireResponse response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }
}
