package io.snapseal.autopilot.act;

import io.snapseal.autopilot.act.ProgressListener.State;
import io.snapseal.autopilot.decide.Action;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** When each step of one source began and ended, told to the listener as it happens. */
public final class Journal {
  private static final double NANOS = 1e9;

  private final String region;
  private final String snapshot;
  private final ProgressListener listener;
  private final Map<String, Span> spans = new LinkedHashMap<>();
  private final Map<String, String> lastTold = new HashMap<>();
  private final Set<String> open = new HashSet<>();

  public Journal(String region, String snapshot, ProgressListener listener) {
    this.region = region;
    this.snapshot = snapshot;
    this.listener = listener;
  }

  /** Takes in where the stages stand at this moment. */
  void update(List<Action> stages, Instant now) {
    Set<String> active = new HashSet<>();
    for (Action stage : stages) {
      boolean ended = stage instanceof Action.Done || stage instanceof Action.Failed;
      if (!ended && active.add(stage.step().label())) {
        running(stage, now);
      }
    }
    for (Action stage : stages) {
      if (stage instanceof Action.Failed && !active.contains(stage.step().label())) {
        close(stage.step().label(), State.FAILED, stage.what(), now);
      }
    }
    List.copyOf(open).stream()
        .filter(label -> !active.contains(label))
        .forEach(label -> close(label, State.FINISHED, detail(label), now));
  }

  public List<StepReport> steps(Instant now) {
    List<StepReport> reports = new ArrayList<>();
    spans.forEach(
        (label, span) -> {
          Instant end = open.contains(label) ? now : span.end();
          double seconds = Duration.between(span.start(), end).toNanos() / NANOS;
          reports.add(new StepReport(label, seconds, span.detail()));
        });
    return reports;
  }

  private void running(Action stage, Instant now) {
    String label = stage.step().label();
    int percent = stage instanceof Action.Wait wait ? wait.percent() : -1;
    if (open.add(label)) {
      Span before = spans.get(label);
      Instant start = before == null ? now : before.start();
      spans.put(label, new Span(start, now, stage.what()));
      tell(label, State.STARTED, percent, stage.what(), now);
    } else if (!(percent + stage.what()).equals(lastTold.get(label))) {
      tell(label, State.RUNNING, percent, stage.what(), now);
    }
    lastTold.put(label, percent + stage.what());
  }

  private void close(String label, State state, String detail, Instant now) {
    if (open.remove(label)) {
      Instant start = spans.getOrDefault(label, new Span(now, now, detail)).start();
      spans.put(label, new Span(start, now, detail));
      tell(label, state, -1, detail, now);
    }
  }

  private String detail(String label) {
    Span span = spans.get(label);
    return span == null ? "" : span.detail();
  }

  private void tell(String label, State state, int percent, String detail, Instant now) {
    listener.on(new ProgressListener.Event(region, snapshot, label, state, percent, detail, now));
  }

  private record Span(Instant start, Instant end, String detail) {}
}
