package io.snapseal.rds.event;

import io.snapseal.rds.resource.Ids;
import io.snapseal.rds.resource.RdsArn;
import io.snapseal.state.ResourceTable;
import io.snapseal.state.Row;
import io.snapseal.state.Scope;
import io.snapseal.state.Seek;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Handle;
import software.amazon.awssdk.services.rds.model.Event;

/**
 * Tells what happened, in the transaction in which it does: there is no change without its event,
 * and no event without its change. Kept for 14 days (RDS API reference, {@code DescribeEvents}).
 */
public final class Events {
  static final Duration KEPT = Duration.ofDays(14);
  private static final int MOST = 50_000; // of one account and region
  private static final int BETWEEN_COUNTS = 256;

  private final Outbox outbox;
  private final Ids ids;
  private final Clock clock;
  private final AtomicInteger untilCount = new AtomicInteger();

  public Events(Outbox outbox, Ids ids, Clock clock) {
    this.outbox = outbox;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Records an event.
   *
   * @param handle of the transaction that makes the change
   * @param source what it is about
   * @param words the names in its message
   */
  public void record(Handle handle, EventKind kind, RdsArn source, Object... words) {
    Instant now = clock.instant();
    Event shown =
        Event.builder()
            .sourceIdentifier(source.id())
            .sourceType(kind.source())
            .sourceArn(source.toString())
            .eventCategories(kind.category())
            .message(kind.message(words))
            .date(now)
            .build();
    Row<Event, EventInternals> row =
        inserted(handle, source.scope(), now, shown, new EventInternals(kind.id(), ids.uuid()));
    EventTables.EVENTS.deleteBefore(handle, source.scope(), name(now.minus(KEPT)));
    keepBounded(handle, source.scope());
    outbox.add(handle, row);
  }

  /** What happened in the same millisecond is told apart by a number. */
  private static Row<Event, EventInternals> inserted(
      Handle handle, Scope scope, Instant when, Event shown, EventInternals internal) {
    for (int number = 0; ; number++) {
      Row<Event, EventInternals> row =
          new Row<>(scope, "%s-%06d".formatted(name(when), number), shown, internal);
      if (EventTables.EVENTS.insert(handle, row)) {
        return row;
      }
    }
  }

  /** How the names of events begin, that were at that moment. */
  static String name(Instant when) {
    return "%013d".formatted(Math.max(0, when.toEpochMilli()));
  }

  /** Counting costs more than an event: it is done now and then. */
  private void keepBounded(Handle handle, Scope scope) {
    if (untilCount.getAndUpdate(n -> n == 0 ? BETWEEN_COUNTS : n - 1) > 0) {
      return;
    }
    int excess = ResourceTable.count(handle, EventTables.EVENTS.kind(), Seek.all(scope)) - MOST;
    if (excess > 0) {
      List<Row<Event, EventInternals>> oldest =
          EventTables.EVENTS.seek(handle, Seek.in(scope, "", excess));
      EventTables.EVENTS.deleteBefore(handle, scope, oldest.get(oldest.size() - 1).id() + "-");
    }
  }
}
