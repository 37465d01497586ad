package io.snapseal.audit;

import io.snapseal.iam.AuthorizedClient;
import io.snapseal.iam.Authorizer;
import io.snapseal.iam.Caller;
import io.snapseal.iam.Permission;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.cloudtrail.model.EventCategory;
import software.amazon.awssdk.services.cloudtrail.model.LookupAttribute;
import software.amazon.awssdk.services.cloudtrail.model.LookupEventsRequest;
import software.amazon.awssdk.services.cloudtrail.model.LookupEventsResponse;

/**
 * Looks up what the audit trail has, as AWS's event history does: of the last 90 days, of the
 * caller's account, in the region asked.
 */
public final class CloudTrail {
  private static final Duration HISTORY = Duration.ofDays(90);
  private static final int MOST_RESULTS = 50;

  /** Each holds a file of the trail in memory; AWS allows two lookups a second. */
  private static final int MOST_AT_ONCE = 2;

  private static final Pattern TOKEN = Pattern.compile("(\\d{1,18})-(\\d{1,18})");

  private final AuditTrail trail;
  private final Authorizer authorizer;
  private final Clock clock;
  private final Semaphore atOnce;

  public CloudTrail(AuditTrail trail, Authorizer authorizer, Clock clock) {
    this(trail, authorizer, clock, new Semaphore(MOST_AT_ONCE));
  }

  CloudTrail(AuditTrail trail, Authorizer authorizer, Clock clock, Semaphore atOnce) {
    this.atOnce = atOnce;
    this.trail = trail;
    this.authorizer = authorizer;
    this.clock = clock;
  }

  /** CloudTrail as one caller may use it. */
  public CloudTrailClient as(Caller caller) {
    return AuthorizedClient.of(
        CloudTrailClient.class,
        caller,
        authorizer,
        permissions(),
        CloudTrailFaults::accessDenied,
        new ForCaller(caller));
  }

  /** What each operation needs, by its name on the wire. */
  static Map<String, Permission> permissions() {
    return Map.of("LookupEvents", Permission.onAny("cloudtrail:LookupEvents"));
  }

  /** The operations, for one caller, once they are allowed. */
  private final class ForCaller implements CloudTrailClient {
    private final Caller caller;

    ForCaller(Caller caller) {
      this.caller = caller;
    }

    @Override
    public LookupEventsResponse lookupEvents(LookupEventsRequest request) {
      if (request.eventCategory() != null) {
        return insights(request.eventCategory());
      }
      int most = Optional.ofNullable(request.maxResults()).orElse(MOST_RESULTS);
      if (most < 1 || most > MOST_RESULTS) {
        throw CloudTrailFaults.maxResults();
      }
      LookedFor wanted = wanted(request);
      TrailReading.Place before =
          Optional.ofNullable(request.nextToken())
              .map(CloudTrail::place)
              .orElse(TrailReading.Place.END);
      try {
        return response(found(wanted, before, most));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private TrailReading.Found found(LookedFor wanted, TrailReading.Place before, int most)
        throws IOException {
      if (!atOnce.tryAcquire()) {
        throw CloudTrailFaults.throttled();
      }
      try {
        return trail.reading().find(wanted, before, most);
      } finally {
        atOnce.release();
      }
    }

    private LookedFor wanted(LookupEventsRequest request) {
      Instant now = clock.instant();
      Instant from = Optional.ofNullable(request.startTime()).orElse(now.minus(HISTORY));
      Instant to = Optional.ofNullable(request.endTime()).orElse(now);
      if (from.isAfter(to)) {
        throw CloudTrailFaults.timeRange();
      }
      Instant oldest = now.minus(HISTORY);
      return new LookedFor(
          caller.account(),
          caller.region(),
          from.isBefore(oldest) ? oldest : from,
          to,
          attribute(request.lookupAttributes()));
    }

    @Override
    public String serviceName() {
      return SERVICE_NAME;
    }

    @Override
    public void close() {
      // Nothing is held open.
    }
  }

  /** The one category that can be asked for; a private region has no such events. */
  private static LookupEventsResponse insights(EventCategory asked) {
    if (asked != EventCategory.INSIGHT) {
      throw CloudTrailFaults.eventCategory();
    }
    return LookupEventsResponse.builder().events(List.of()).build();
  }

  private static LookupEventsResponse response(TrailReading.Found found) {
    LookupEventsResponse.Builder response =
        LookupEventsResponse.builder()
            .events(found.events().stream().map(at -> at.event().shown()).toList());
    found.next().ifPresent(next -> response.nextToken(next.trail() + "-" + next.line()));
    return response.build();
  }

  private static Optional<LookupAttribute> attribute(List<LookupAttribute> attributes) {
    if (attributes.size() > 1) {
      throw CloudTrailFaults.lookupAttributes("You can specify only one lookup attribute.");
    }
    Optional<LookupAttribute> attribute = attributes.stream().findFirst();
    if (attribute
        .filter(it -> it.attributeValue() == null || !LookedFor.isKnown(it.attributeKey()))
        .isPresent()) {
      throw CloudTrailFaults.lookupAttributes(
          "A lookup attribute has one of CloudTrail's keys and a value.");
    }
    return attribute;
  }

  private static TrailReading.Place place(String token) {
    Matcher parts = TOKEN.matcher(token);
    if (!parts.matches()) {
      throw CloudTrailFaults.nextToken();
    }
    return new TrailReading.Place(Long.parseLong(parts.group(1)), Long.parseLong(parts.group(2)));
  }
}
