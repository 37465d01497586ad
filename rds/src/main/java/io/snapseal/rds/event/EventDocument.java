package io.snapseal.rds.event;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.snapseal.state.Row;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import software.amazon.awssdk.services.rds.model.Event;
import software.amazon.awssdk.services.rds.model.SourceType;

/**
 * An event as EventBridge hands it on (RDS user guide, "Overview of events for Amazon RDS"): one
 * line of JSON.
 */
final class EventDocument {
  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private EventDocument() {}

  static String of(Row<Event, EventInternals> row) {
    Event event = row.shown();
    ObjectNode document =
        JsonNodeFactory.instance
            .objectNode()
            .put("version", "0")
            .put("id", row.internal().id())
            .put("detail-type", "RDS " + words(event.sourceType()) + " Event")
            .put("source", "aws.rds")
            .put("account", row.scope().account())
            .put("time", event.date().truncatedTo(ChronoUnit.SECONDS).toString())
            .put("region", row.scope().region());
    document.putArray("resources").add(event.sourceArn());
    ObjectNode detail = document.putObject("detail");
    event.eventCategories().forEach(detail.putArray("EventCategories")::add);
    detail
        .put("SourceType", sourceType(event.sourceType()))
        .put("SourceArn", event.sourceArn())
        .put("Date", MILLIS.format(event.date()))
        .put("Message", event.message())
        .put("SourceIdentifier", event.sourceIdentifier())
        .put("EventID", row.internal().eventId());
    return document.toString();
  }

  private static String words(SourceType source) {
    return switch (source) {
      case DB_SNAPSHOT -> "DB Snapshot";
      case DB_CLUSTER -> "DB Cluster";
      case DB_CLUSTER_SNAPSHOT -> "DB Cluster Snapshot";
      case DB_PARAMETER_GROUP -> "DB Parameter Group";
      default -> "DB Instance";
    };
  }

  /** EventBridge's words: {@code SNAPSHOT}, {@code DB_INSTANCE}, {@code CLUSTER} … */
  private static String sourceType(SourceType source) {
    return switch (source) {
      case DB_SNAPSHOT -> "SNAPSHOT";
      case DB_CLUSTER -> "CLUSTER";
      case DB_CLUSTER_SNAPSHOT -> "CLUSTER_SNAPSHOT";
      case DB_PARAMETER_GROUP -> "DB_PARAM";
      default -> "DB_INSTANCE";
    };
  }
}
