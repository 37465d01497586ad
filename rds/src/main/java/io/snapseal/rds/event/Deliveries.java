package io.snapseal.rds.event;

import io.snapseal.state.Row;
import io.snapseal.state.StateStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.rds.model.Event;

/**
 * Delivers what is in the outbox, to each target in the order of the events and at least once: what
 * was handed over is removed afterwards. A target that does not answer keeps no other waiting.
 */
public final class Deliveries implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);
  private static final int BATCH = 100;
  private static final long LOOK_MILLIS = 1000;
  private static final int DOUBLINGS = 8; // four minutes or so
  private static final long STOP_SECONDS = 15;

  private final StateStore state;
  private final Outbox outbox;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Function<EventTarget, Sink> sinks;

  public Deliveries(StateStore state, Outbox outbox) {
    this(state, outbox, Deliveries::sink);
  }

  Deliveries(StateStore state, Outbox outbox, Function<EventTarget, Sink> sinks) {
    this.state = state;
    this.outbox = outbox;
    this.sinks = sinks;
  }

  /** Begins; what waits for a target that the server no longer has is dropped. */
  public void start() {
    state.change(
        handle ->
            EventTables.DELIVERIES.everywhere(handle).stream()
                .filter(row -> outbox.targets().stream().noneMatch(t -> isFor(row, t)))
                .forEach(row -> EventTables.DELIVERIES.delete(handle, row.scope(), row.id())));
    outbox.targets().forEach(target -> threads.execute(() -> loop(target)));
  }

  @Override
  public void close() {
    threads.shutdownNow();
    try {
      if (!threads.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("a delivery of events goes on; what it hands over may come twice");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean isFor(Row<Event, EventInternals> row, EventTarget target) {
    return row.id().startsWith(target.key());
  }

  private static Sink sink(EventTarget target) {
    return target.place().getScheme().equals("file")
        ? new FileSink(Path.of(target.place()))
        : new HttpSink(target);
  }

  private void loop(EventTarget target) {
    Sink sink = sinks.apply(target);
    int failures = 0;
    try {
      while (!Thread.currentThread().isInterrupted()) {
        failures = stepped(target, sink, failures);
      }
    } catch (InterruptedException e) {
      // stopped
    }
  }

  /** One batch; returns how often in a row it has failed. */
  private int stepped(EventTarget target, Sink sink, int failures) throws InterruptedException {
    try {
      if (!delivered(target, sink)) {
        outbox.awaitAdded(LOOK_MILLIS);
      }
      if (failures > 0) {
        LOG.info("{} takes events again", target);
      }
      return 0;
    } catch (IOException | RuntimeException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedException();
      }
      if (failures == 0) {
        LOG.warn("events wait, because {} does not take them", target, e);
      }
      Thread.sleep(LOOK_MILLIS << Math.min(failures, DOUBLINGS));
      return failures + 1;
    }
  }

  /** Whether there was something to deliver. */
  private boolean delivered(EventTarget target, Sink sink)
      throws IOException, InterruptedException {
    List<Row<Event, EventInternals>> waiting =
        state.read(handle -> EventTables.DELIVERIES.everyonesUnder(handle, target.key(), BATCH));
    if (waiting.isEmpty()) {
      return false;
    }
    int done = sink.send(waiting.stream().map(EventDocument::of).toList());
    state.change(
        handle ->
            waiting
                .subList(0, done)
                .forEach(row -> EventTables.DELIVERIES.delete(handle, row.scope(), row.id())));
    return true;
  }
}
