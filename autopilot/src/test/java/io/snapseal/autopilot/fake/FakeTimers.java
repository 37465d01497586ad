package io.snapseal.autopilot.fake;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What resources are on the way to, in virtual time. */
public final class FakeTimers {
  private final FakeAws aws;
  private final Map<String, Instant> due = new HashMap<>();
  private final Map<String, String> endsAs = new HashMap<>();

  FakeTimers(FakeAws aws) {
    this.aws = aws;
  }

  public void becomes(String id, Duration after, String status) {
    due.put(id, aws.clock().instant().plus(after));
    endsAs.put(id, status);
  }

  /** The next resource whose name holds this ends in another state than available. */
  public void willEndAs(String partOfName, String status) {
    endsAs.put("~" + partOfName, status);
  }

  void begin(String id, Duration takes) {
    String end = "available";
    for (String mark : List.copyOf(endsAs.keySet())) {
      if (mark.startsWith("~") && id.contains(mark.substring(1))) {
        end = endsAs.getOrDefault(mark, end);
        endsAs.remove(mark);
      }
    }
    becomes(id, takes.dividedBy(aws.speed()), end);
  }

  void cancel(String id) {
    due.remove(id);
    endsAs.remove(id);
  }

  /** What has arrived since the last time, with the state it arrives in. */
  Map<String, String> arrived() {
    Instant now = aws.clock().instant();
    Map<String, String> arrived = new LinkedHashMap<>();
    for (String id : List.copyOf(due.keySet())) {
      if (!due.getOrDefault(id, now).isAfter(now)) {
        due.remove(id);
        arrived.put(id, String.valueOf(endsAs.remove(id)));
      }
    }
    return arrived;
  }
}
