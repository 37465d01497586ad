package io.snapseal.rds.event;

import io.snapseal.iam.Caller;
import io.snapseal.rds.quota.Quota;
import io.snapseal.rds.quota.Quotas;
import io.snapseal.rds.resource.KeptTags;
import io.snapseal.rds.resource.Lists;
import io.snapseal.rds.resource.Pages;
import io.snapseal.rds.resource.RdsArn;
import io.snapseal.rds.resource.RdsFaults;
import io.snapseal.rds.resource.Tags;
import io.snapseal.state.Page;
import io.snapseal.state.Row;
import io.snapseal.state.Scope;
import io.snapseal.state.Seek;
import io.snapseal.state.StateStore;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.CreateEventSubscriptionRequest;
import software.amazon.awssdk.services.rds.model.DescribeEventSubscriptionsRequest;
import software.amazon.awssdk.services.rds.model.DescribeEventSubscriptionsResponse;
import software.amazon.awssdk.services.rds.model.EventSubscription;
import software.amazon.awssdk.services.rds.model.ModifyEventSubscriptionRequest;
import software.amazon.awssdk.services.rds.model.SubscriptionAlreadyExistException;
import software.amazon.awssdk.services.rds.model.SubscriptionNotFoundException;

/** Event subscriptions: which events go to which of the targets that the server has been given. */
public final class Subscriptions {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9-]{1,255}");
  private static final DateTimeFormatter CREATED =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final StateStore state;
  private final SubscriptionChecks checks;
  private final Quotas quotas;
  private final Clock clock;

  public Subscriptions(StateStore state, Outbox outbox, Quotas quotas, Clock clock) {
    this.state = state;
    this.checks = new SubscriptionChecks(outbox);
    this.quotas = quotas;
    this.clock = clock;
  }

  /** The subscription of that name, or AWS's fault. */
  static Row<EventSubscription, SubscriptionInternals> named(
      Handle handle, Scope scope, String name) {
    return EventTables.SUBSCRIPTIONS.find(handle, scope, name).orElseThrow(() -> notFound(name));
  }

  /** AWS's fault for a subscription that is not there. */
  public static RuntimeException notFound(String name) {
    return RdsFaults.missing(
        SubscriptionNotFoundException.builder(),
        "SubscriptionNotFound",
        "Subscription " + name + " not found.");
  }

  public EventSubscription create(Caller caller, CreateEventSubscriptionRequest request) {
    String name = RdsFaults.required(request.subscriptionName(), "SubscriptionName");
    if (!NAME.matcher(name).matches()) {
      throw RdsFaults.invalidValue(
          "The parameter SubscriptionName must have 1 to 255 letters, digits or hyphens.");
    }
    Scope scope = caller.scope();
    EventSubscription shown =
        EventSubscription.builder()
            .custSubscriptionId(name)
            .customerAwsId(caller.account())
            .eventSubscriptionArn(new RdsArn(scope, RdsArn.SUBSCRIPTION, name).toString())
            .snsTopicArn(checks.topic(scope, request.snsTopicArn()))
            .status("active")
            .subscriptionCreationTime(CREATED.format(clock.instant()))
            .sourceType(request.sourceType())
            .sourceIdsList(request.sourceIds())
            .eventCategoriesList(request.eventCategories())
            .enabled(!Boolean.FALSE.equals(request.enabled()))
            .build();
    SubscriptionInternals internals =
        new SubscriptionInternals(KeptTags.of(Tags.ofNew(request.tags())));
    return state.write(
        handle -> {
          checks.require(handle, scope, shown);
          quotas.require(handle, scope, Quota.EVENT_SUBSCRIPTIONS);
          if (!EventTables.SUBSCRIPTIONS.insert(handle, new Row<>(scope, name, shown, internals))) {
            throw RdsFaults.of(
                SubscriptionAlreadyExistException.builder(),
                "SubscriptionAlreadyExist",
                "Subscription " + name + " already exists.");
          }
          return shown;
        });
  }

  public DescribeEventSubscriptionsResponse describe(
      Caller caller, DescribeEventSubscriptionsRequest request) {
    int size = Lists.size(request.maxRecords());
    Seek seek = Seek.in(caller.scope(), Pages.after(request.marker()), size);
    String name = request.subscriptionName();
    List<EventSubscription> found =
        state.read(
            handle ->
                name == null
                    ? Pages.first(
                        handle,
                        EventTables.SUBSCRIPTIONS,
                        seek,
                        row -> Optional.of(row.shown()),
                        size + 1)
                    : List.of(named(handle, caller.scope(), name).shown()));
    Page<EventSubscription> page = Page.found(found, EventSubscription::custSubscriptionId, size);
    return DescribeEventSubscriptionsResponse.builder()
        .eventSubscriptionsList(page.items())
        .marker(page.next())
        .build();
  }

  /** Categories that are given replace the old ones; a new source type drops the sources. */
  public EventSubscription modify(Caller caller, ModifyEventSubscriptionRequest request) {
    return change(
        caller,
        request.subscriptionName(),
        old -> {
          EventSubscription.Builder changed = old.toBuilder();
          if (request.snsTopicArn() != null) {
            changed.snsTopicArn(checks.topic(caller.scope(), request.snsTopicArn()));
          }
          if (request.sourceType() != null && !request.sourceType().equals(old.sourceType())) {
            changed.sourceType(request.sourceType()).sourceIdsList(List.of());
          }
          if (request.hasEventCategories()) {
            changed.eventCategoriesList(request.eventCategories());
          }
          if (request.enabled() != null) {
            changed.enabled(request.enabled());
          }
          return changed.build();
        });
  }

  public EventSubscription addSource(Caller caller, @Nullable String name, @Nullable String id) {
    String source = RdsFaults.required(id, "SourceIdentifier");
    return change(
        caller,
        name,
        old -> {
          List<String> sources = new ArrayList<>(old.sourceIdsList());
          sources.remove(source);
          sources.add(source);
          return old.toBuilder().sourceIdsList(sources).build();
        });
  }

  public EventSubscription removeSource(Caller caller, @Nullable String name, @Nullable String id) {
    String source = RdsFaults.required(id, "SourceIdentifier");
    return change(
        caller,
        name,
        old -> {
          List<String> sources = new ArrayList<>(old.sourceIdsList());
          if (!sources.remove(source)) {
            throw SubscriptionChecks.sourceNotFound(source);
          }
          return old.toBuilder().sourceIdsList(sources).build();
        });
  }

  public EventSubscription delete(Caller caller, @Nullable String name) {
    String given = RdsFaults.required(name, "SubscriptionName");
    return state.write(
        handle -> {
          EventSubscription shown = named(handle, caller.scope(), given).shown();
          EventTables.SUBSCRIPTIONS.delete(handle, caller.scope(), given);
          return shown.toBuilder().status("deleting").build();
        });
  }

  private EventSubscription change(
      Caller caller, @Nullable String name, UnaryOperator<EventSubscription> change) {
    String given = RdsFaults.required(name, "SubscriptionName");
    return state.write(
        handle -> {
          Row<EventSubscription, SubscriptionInternals> row = named(handle, caller.scope(), given);
          EventSubscription changed = change.apply(row.shown());
          checks.require(handle, caller.scope(), changed);
          EventTables.SUBSCRIPTIONS.update(handle, row.show(changed));
          return changed;
        });
  }
}
