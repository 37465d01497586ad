package io.snapseal.rds.event;

import software.amazon.awssdk.services.rds.model.Event;
import software.amazon.awssdk.services.rds.model.EventSubscription;

/** Which events a subscription is about (RDS API reference, {@code CreateEventSubscription}). */
final class Subscribed {
  private Subscribed() {}

  /** Without a source type it is about all events; without sources or categories about all such. */
  static boolean to(EventSubscription subscription, Event event) {
    return Boolean.TRUE.equals(subscription.enabled())
        && (subscription.sourceType() == null
            || subscription.sourceType().equals(event.sourceTypeAsString()))
        && (subscription.sourceIdsList().isEmpty()
            || subscription.sourceIdsList().contains(event.sourceIdentifier()))
        && (subscription.eventCategoriesList().isEmpty()
            || subscription.eventCategoriesList().stream()
                .anyMatch(event.eventCategories()::contains));
  }

  /** The name at the end of its topic's ARN. */
  static String topic(EventSubscription subscription) {
    String arn = subscription.snsTopicArn();
    return arn.substring(arn.lastIndexOf(':') + 1);
  }
}
