package io.snapseal.rds.event;

import io.snapseal.state.ResourceTable;
import software.amazon.awssdk.services.rds.model.Event;
import software.amazon.awssdk.services.rds.model.EventSubscription;

/** The rows of events: of each by when it was, then by which it was of that moment. */
public final class EventTables {
  public static final ResourceTable<EventSubscription, SubscriptionInternals> SUBSCRIPTIONS =
      new ResourceTable<>(
          "event-subscription",
          EventSubscription.class,
          EventSubscription::builder,
          SubscriptionInternals.class);
  static final ResourceTable<Event, EventInternals> EVENTS =
      new ResourceTable<>("event", Event.class, Event::builder, EventInternals.class);

  /** What is still to be delivered: named by its target, then as the event is. */
  static final ResourceTable<Event, EventInternals> DELIVERIES =
      new ResourceTable<>("event-delivery", Event.class, Event::builder, EventInternals.class);

  private EventTables() {}
}
