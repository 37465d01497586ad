package io.snapseal.rds.event;

import io.snapseal.rds.resource.RdsFaults;
import io.snapseal.state.ResourceTable;
import io.snapseal.state.Scope;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.EventSubscription;
import software.amazon.awssdk.services.rds.model.SnsInvalidTopicException;
import software.amazon.awssdk.services.rds.model.SnsNoAuthorizationException;
import software.amazon.awssdk.services.rds.model.SnsTopicArnNotFoundException;
import software.amazon.awssdk.services.rds.model.SourceNotFoundException;
import software.amazon.awssdk.services.rds.model.SourceType;
import software.amazon.awssdk.services.rds.model.SubscriptionCategoryNotFoundException;

/** What a subscription may say (RDS API reference, {@code CreateEventSubscription}). */
final class SubscriptionChecks {
  private static final Pattern TOPIC =
      Pattern.compile("arn:aws:sns:([a-z0-9-]+):(\\d{12}):([A-Za-z0-9_-]{1,256})");
  private static final int MOST_SOURCES = 100;

  /** The kinds of rows that sources of those types are. */
  private static final Map<SourceType, String> KINDS =
      Map.of(
          SourceType.DB_INSTANCE, "db-instance",
          SourceType.DB_SNAPSHOT, "db-snapshot",
          SourceType.DB_CLUSTER, "db-cluster",
          SourceType.DB_CLUSTER_SNAPSHOT, "db-cluster-snapshot",
          SourceType.DB_PARAMETER_GROUP, "db-parameter-group");

  private final Outbox outbox;

  SubscriptionChecks(Outbox outbox) {
    this.outbox = outbox;
  }

  /** The ARN of a topic by which the server has been given a target. */
  String topic(Scope scope, @Nullable String given) {
    String arn = RdsFaults.required(given, "SnsTopicArn");
    Matcher topic = TOPIC.matcher(arn);
    if (!topic.matches() || !topic.group(1).equals(scope.region())) {
      throw RdsFaults.of(
          SnsInvalidTopicException.builder(),
          "SNSInvalidTopic",
          "SNS has responded that there is a problem with the SNS topic specified: it must be arn:aws:sns:%s:%s:TOPIC."
              .formatted(scope.region(), scope.account()));
    }
    if (!topic.group(2).equals(scope.account())) {
      throw RdsFaults.of(
          SnsNoAuthorizationException.builder(),
          "SNSNoAuthorization",
          "You do not have permission to publish to the SNS topic ARN.");
    }
    if (outbox.topic(topic.group(3)).isEmpty()) {
      throw RdsFaults.missing(
          SnsTopicArnNotFoundException.builder(),
          "SNSTopicArnNotFound",
          "SNS topic %s does not exist. A private region has the topics it was started with: --event-target TOPIC=PLACE."
              .formatted(arn));
    }
    return arn;
  }

  void require(Handle handle, Scope scope, EventSubscription subscription) {
    String type = subscription.sourceType();
    DescribedEvents.requireKnown(type);
    List<String> sources = subscription.sourceIdsList();
    if (!sources.isEmpty() && type == null) {
      throw RdsFaults.invalidCombination("SourceType must be given when SourceIds are specified.");
    }
    if (sources.size() > MOST_SOURCES) {
      throw RdsFaults.invalidValue("A subscription has at most " + MOST_SOURCES + " sources.");
    }
    requireCategories(subscription);
    sources.forEach(source -> requireThere(handle, scope, SourceType.fromValue(type), source));
  }

  private static void requireCategories(EventSubscription subscription) {
    for (String category : subscription.eventCategoriesList()) {
      boolean known =
          EventKind.sources().stream()
              .filter(
                  source ->
                      subscription.sourceType() == null
                          || source.toString().equals(subscription.sourceType()))
              .anyMatch(source -> EventKind.categories(source).contains(category));
      if (!known) {
        throw RdsFaults.missing(
            SubscriptionCategoryNotFoundException.builder(),
            "SubscriptionCategoryNotFound",
            "The event category %s does not exist: see DescribeEventCategories."
                .formatted(category));
      }
    }
  }

  private static void requireThere(Handle handle, Scope scope, SourceType type, String source) {
    String kind = KINDS.get(type);
    if (kind == null || !ResourceTable.isThere(handle, kind, scope, source)) {
      throw sourceNotFound(source);
    }
  }

  static RuntimeException sourceNotFound(String source) {
    return RdsFaults.missing(
        SourceNotFoundException.builder(),
        "SourceNotFound",
        "The requested source " + source + " could not be found.");
  }
}
