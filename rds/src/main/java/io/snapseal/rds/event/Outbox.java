package io.snapseal.rds.event;

import io.snapseal.state.Row;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.rds.model.Event;
import software.amazon.awssdk.services.rds.model.EventSubscription;

/**
 * What is to be delivered, to each target apart; durable with the event itself. A target that takes
 * nothing for long loses the oldest, and the log says so.
 */
public final class Outbox {
  private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
  static final int MOST = 10_000; // for one target
  private static final int BETWEEN_LINES = 1000;

  private final List<EventTarget> targets;
  private final int most;
  private final Semaphore added = new Semaphore(0);
  private final AtomicLong lost = new AtomicLong();

  public Outbox(List<EventTarget> targets) {
    this(targets, MOST);
  }

  Outbox(List<EventTarget> targets, int most) {
    this.targets = List.copyOf(targets);
    this.most = most;
  }

  List<EventTarget> targets() {
    return targets;
  }

  /** The target that an SNS topic's name means, if the server has been given one. */
  Optional<EventTarget> topic(String name) {
    return targets.stream().filter(target -> target.topic().equals(Optional.of(name))).findFirst();
  }

  /** Adds an event for every target that is to have it. */
  void add(Handle handle, Row<Event, EventInternals> event) {
    if (targets.isEmpty()) {
      return;
    }
    for (EventTarget target : wanting(handle, event)) {
      requireRoom(handle, target);
      EventTables.DELIVERIES.insert(
          handle,
          new Row<>(event.scope(), target.key() + event.id(), event.shown(), event.internal()));
    }
    added.release();
  }

  /** Waits until something may have been added. */
  void awaitAdded(long millis) throws InterruptedException {
    if (added.tryAcquire(millis, TimeUnit.MILLISECONDS)) {
      added.drainPermits();
    }
  }

  private Set<EventTarget> wanting(Handle handle, Row<Event, EventInternals> event) {
    Set<EventTarget> wanting = new LinkedHashSet<>();
    targets.stream().filter(target -> target.topic().isEmpty()).forEach(wanting::add);
    if (wanting.size() < targets.size()) {
      for (Row<EventSubscription, SubscriptionInternals> row :
          EventTables.SUBSCRIPTIONS.list(handle, event.scope())) {
        if (Subscribed.to(row.shown(), event.shown())) {
          topic(Subscribed.topic(row.shown())).ifPresent(wanting::add);
        }
      }
    }
    return wanting;
  }

  private void requireRoom(Handle handle, EventTarget target) {
    int excess = EventTables.DELIVERIES.countUnder(handle, target.key()) - most + 1;
    if (excess > 0) {
      EventTables.DELIVERIES
          .everyonesUnder(handle, target.key(), excess)
          .forEach(row -> EventTables.DELIVERIES.delete(handle, row.scope(), row.id()));
      if (lost.getAndIncrement() % BETWEEN_LINES == 0) {
        LOG.warn("{} takes no events: {} wait, and the oldest are lost from now on", target, most);
      }
    }
  }
}
