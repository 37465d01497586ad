package io.snapseal.rds.event;

import io.snapseal.iam.Caller;
import io.snapseal.rds.resource.Lists;
import io.snapseal.rds.resource.Pages;
import io.snapseal.rds.resource.RdsFaults;
import io.snapseal.state.Page;
import io.snapseal.state.Row;
import io.snapseal.state.Seek;
import io.snapseal.state.StateStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.DescribeEventCategoriesRequest;
import software.amazon.awssdk.services.rds.model.DescribeEventCategoriesResponse;
import software.amazon.awssdk.services.rds.model.DescribeEventsRequest;
import software.amazon.awssdk.services.rds.model.DescribeEventsResponse;
import software.amazon.awssdk.services.rds.model.Event;
import software.amazon.awssdk.services.rds.model.EventCategoriesMap;
import software.amazon.awssdk.services.rds.model.SourceType;

/** DescribeEvents and DescribeEventCategories (RDS API reference). */
public final class DescribedEvents {
  private static final int HOUR = 60;
  private static final int CHUNK = 200;

  private final StateStore state;
  private final Clock clock;

  public DescribedEvents(StateStore state, Clock clock) {
    this.state = state;
    this.clock = clock;
  }

  /** The events of the last hour, or of the time asked for, oldest first. */
  public DescribeEventsResponse describe(Caller caller, DescribeEventsRequest request) {
    requireKnown(request.sourceTypeAsString());
    if (request.sourceIdentifier() != null && request.sourceType() == null) {
      throw RdsFaults.invalidCombination(
          "SourceType must be given when SourceIdentifier is specified.");
    }
    Span span = span(request);
    int size = Lists.size(request.maxRecords());
    String marker = Pages.after(request.marker());
    String after = marker.isEmpty() ? Events.name(span.from()) : marker;
    List<Row<Event, EventInternals>> found =
        state.view(
            handle -> found(handle, seek(caller, after, request), request, span.to(), size + 1));
    Page<Row<Event, EventInternals>> page = Page.found(found, Row::id, size);
    return DescribeEventsResponse.builder()
        .events(page.items().stream().map(Row::shown).toList())
        .marker(page.next())
        .build();
  }

  public DescribeEventCategoriesResponse categories(DescribeEventCategoriesRequest request) {
    requireKnown(request.sourceType());
    return DescribeEventCategoriesResponse.builder()
        .eventCategoriesMapList(
            EventKind.sources().stream()
                .filter(
                    source ->
                        request.sourceType() == null
                            || source.toString().equals(request.sourceType()))
                .map(
                    source ->
                        EventCategoriesMap.builder()
                            .sourceType(source.toString())
                            .eventCategories(EventKind.categories(source))
                            .build())
                .toList())
        .build();
  }

  /** A source type that AWS has; {@code null} is every one. */
  static void requireKnown(@Nullable String sourceType) {
    if (sourceType != null
        && SourceType.fromValue(sourceType) == SourceType.UNKNOWN_TO_SDK_VERSION) {
      throw RdsFaults.invalidValue("Invalid source type: " + sourceType);
    }
  }

  private static Seek seek(Caller caller, String after, DescribeEventsRequest request) {
    Seek seek = Seek.in(caller.scope(), after, CHUNK);
    return request.sourceIdentifier() == null
        ? seek
        : seek.showing(
            "SourceIdentifier", List.of(request.sourceIdentifier().toLowerCase(Locale.ROOT)));
  }

  private static List<Row<Event, EventInternals>> found(
      Handle handle, Seek from, DescribeEventsRequest request, Instant to, int most) {
    List<Row<Event, EventInternals>> found = new ArrayList<>();
    Seek seek = from;
    while (true) {
      List<Row<Event, EventInternals>> rows = EventTables.EVENTS.seek(handle, seek);
      for (Row<Event, EventInternals> row : rows) {
        if (found.size() == most || row.shown().date().isAfter(to)) {
          return found;
        }
        if (isAskedFor(row.shown(), request)) {
          found.add(row);
        }
      }
      if (rows.size() < CHUNK) {
        return found;
      }
      Row<Event, EventInternals> last = rows.get(rows.size() - 1);
      seek = seek.after(new Seek.Place(last.scope().account(), last.id()), CHUNK);
    }
  }

  private static boolean isAskedFor(Event event, DescribeEventsRequest request) {
    String source = request.sourceIdentifier();
    return (request.sourceType() == null || request.sourceType() == event.sourceType())
        && (source == null || source.equalsIgnoreCase(event.sourceIdentifier()))
        && (request.eventCategories().isEmpty()
            || event.eventCategories().stream().anyMatch(request.eventCategories()::contains));
  }

  private record Span(Instant from, Instant to) {}

  private Span span(DescribeEventsRequest request) {
    Duration length = Duration.ofMinutes(request.duration() == null ? HOUR : request.duration());
    if (length.isNegative() || length.compareTo(Events.KEPT) > 0) {
      throw RdsFaults.invalidValue(
          "Invalid Duration %d: it must be from 0 to %d minutes."
              .formatted(request.duration(), Events.KEPT.toMinutes()));
    }
    Instant start = request.startTime();
    Instant end = request.endTime();
    if (start == null) {
      Instant to = end == null ? clock.instant() : end;
      return new Span(to.minus(length), to);
    }
    if (end == null) {
      end = request.duration() == null ? clock.instant() : start.plus(length);
    }
    if (end.isBefore(start)) {
      throw RdsFaults.invalidCombination("EndTime must be after StartTime.");
    }
    return new Span(start, end);
  }
}
