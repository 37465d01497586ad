package io.snapseal.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapseal.iam.Authorizer;
import io.snapseal.iam.Call;
import io.snapseal.iam.Caller;
import io.snapseal.iam.Identities;
import io.snapseal.iam.policy.AccessRequest;
import io.snapseal.iam.policy.Context;
import io.snapseal.iam.policy.Decision;
import io.snapseal.iam.policy.Identity;
import io.snapseal.state.StateStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.cloudtrail.model.CloudTrailException;
import software.amazon.awssdk.services.cloudtrail.model.Event;
import software.amazon.awssdk.services.cloudtrail.model.InvalidEventCategoryException;
import software.amazon.awssdk.services.cloudtrail.model.InvalidLookupAttributesException;
import software.amazon.awssdk.services.cloudtrail.model.InvalidMaxResultsException;
import software.amazon.awssdk.services.cloudtrail.model.InvalidNextTokenException;
import software.amazon.awssdk.services.cloudtrail.model.InvalidTimeRangeException;
import software.amazon.awssdk.services.cloudtrail.model.LookupAttribute;
import software.amazon.awssdk.services.cloudtrail.model.LookupAttributeKey;
import software.amazon.awssdk.services.cloudtrail.model.LookupEventsResponse;
import software.amazon.awssdk.services.kms.model.DescribeKeyRequest;
import software.amazon.awssdk.services.kms.model.DescribeKeyResponse;

class CloudTrailTest {
  private static final String ACCOUNT = "111122223333";
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Caller ROOT = Caller.root(ACCOUNT, "eu-west-1", "r");

  @TempDir Path directory;
  private Instant now = START;
  private StateStore state;
  private AuditTrail trail;
  private CloudTrail cloudTrail;

  private final Clock clock =
      new Clock() {
        @Override
        public java.time.ZoneId getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
          return this;
        }

        @Override
        public Instant instant() {
          return now;
        }
      };

  @BeforeEach
  void open() throws IOException {
    state = TrailOnDisk.state(directory);
    trail =
        AuditTrail.open(
            state,
            new TrailOnDisk.Turning(),
            directory.resolve("audit"),
            clock,
            new SecureRandom(),
            () -> UUID.randomUUID().toString(),
            2000);
    cloudTrail = new CloudTrail(trail, new Authorizer(Identities.NONE, clock, trail), clock);
  }

  @AfterEach
  void close() throws IOException {
    trail.close();
    state.close();
  }

  private void record(Caller caller, String operation, String key) {
    AccessRequest request =
        new AccessRequest(caller.who(), "kms:" + operation, key, ACCOUNT, Context.of(Map.of()));
    Decision decision =
        new Decision(Decision.Outcome.ALLOWED, Decision.Because.ROOT, Optional.empty());
    trail.record(
        new Call(
            caller,
            "kms",
            operation,
            DescribeKeyRequest.builder().keyId(key).build(),
            List.of(new Authorizer.Decided(request, decision)),
            Optional.of(DescribeKeyResponse.builder().build()),
            Optional.empty()));
  }

  private static String key(int number) {
    return "arn:aws:kms:eu-west-1:" + ACCOUNT + ":key/k-" + number;
  }

  private static LookupAttribute attribute(String key, String value) {
    return LookupAttribute.builder().attributeKey(key).attributeValue(value).build();
  }

  private CloudTrailClient client() {
    return cloudTrail.as(ROOT);
  }

  private List<String> names(LookupAttributeKey key, String value) {
    return client()
        .lookupEvents(r -> r.lookupAttributes(attribute(key.toString(), value)))
        .events()
        .stream()
        .map(event -> event.eventName() + " " + event.resources().get(0).resourceName())
        .toList();
  }

  @Test
  void theNewestComeFirst() {
    record(ROOT, "DescribeKey", key(1));
    record(ROOT, "DisableKey", key(2));

    List<Event> events = client().lookupEvents(r -> {}).events();

    assertThat(events).extracting(Event::eventName).containsExactly("DisableKey", "DescribeKey");
    Event event = events.get(0);
    assertThat(event.username()).isEqualTo("root");
    assertThat(event.readOnly()).isEqualTo("false");
    assertThat(event.eventTime()).isEqualTo(START);
    assertThat(event.eventSource()).isEqualTo("kms.amazonaws.com");
    assertThat(event.resources().get(0).resourceType()).isEqualTo("AWS::KMS::Key");
    assertThat(event.cloudTrailEvent()).contains("\"eventID\":\"" + event.eventId() + "\"");
  }

  @Test
  void everyAttributeFindsItsEvents() {
    Caller bob = Caller.local(Identity.user(ACCOUNT, "x/bob"), "AIDA1", "eu-west-1", "r");
    record(ROOT, "DescribeKey", key(1));
    record(bob, "DisableKey", key(2));
    String id = client().lookupEvents(r -> r.maxResults(2)).events().get(0).eventId();

    String byBob = "DisableKey " + key(2);
    assertThat(names(LookupAttributeKey.EVENT_NAME, "DisableKey")).containsExactly(byBob);
    assertThat(names(LookupAttributeKey.USERNAME, "bob")).containsExactly(byBob);
    assertThat(names(LookupAttributeKey.RESOURCE_NAME, key(2))).containsExactly(byBob);
    assertThat(names(LookupAttributeKey.RESOURCE_NAME, "k-2")).containsExactly(byBob);
    assertThat(names(LookupAttributeKey.READ_ONLY, "false")).containsExactly(byBob);
    assertThat(names(LookupAttributeKey.READ_ONLY, "FALSE")).containsExactly(byBob);
    assertThat(names(LookupAttributeKey.RESOURCE_TYPE, "AWS::KMS::Key")).hasSize(2);
    assertThat(names(LookupAttributeKey.EVENT_SOURCE, "kms.amazonaws.com")).hasSize(2);
    assertThat(names(LookupAttributeKey.EVENT_ID, id)).containsExactly(byBob);
    assertThat(names(LookupAttributeKey.USERNAME, "nobody")).isEmpty();
    assertThat(names(LookupAttributeKey.ACCESS_KEY_ID, "AKIA1")).isEmpty();
  }

  @Test
  void pagesLeadThroughAllFilesWhateverIsRecordedMeanwhile() {
    for (int i = 0; i < 25; i++) {
      record(ROOT, "DisableKey", key(i));
    }
    List<String> found = new ArrayList<>();
    LookupEventsResponse page = page(null);
    while (true) {
      page.events().forEach(event -> found.add(event.resources().get(0).resourceName()));
      if (page.nextToken() == null) {
        break;
      }
      record(ROOT, "DisableKey", key(99));
      page = page(page.nextToken());
    }

    assertThat(found).hasSize(25).startsWith(key(24)).endsWith(key(0)).doesNotHaveDuplicates();
    assertThat(trailFiles()).isGreaterThan(3);
  }

  private LookupEventsResponse page(@Nullable String token) {
    return client()
        .lookupEvents(
            r ->
                r.maxResults(7)
                    .nextToken(token)
                    .lookupAttributes(attribute("EventName", "DisableKey")));
  }

  private long trailFiles() {
    try (var files = Files.list(directory.resolve("audit/1"))) {
      return files.count() - 1;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void eachAccountAndRegionSeesItsOwn() {
    record(ROOT, "DescribeKey", key(1));

    assertThat(
            cloudTrail
                .as(Caller.root("444455556666", "eu-west-1", "r"))
                .lookupEvents(r -> {})
                .events())
        .isEmpty();
    assertThat(cloudTrail.as(ROOT.in("us-east-1")).lookupEvents(r -> {}).events()).isEmpty();
  }

  @Test
  void timesLimitWhatIsFoundAndNothingIsOlderThan90Days() {
    record(ROOT, "DescribeKey", key(1));
    now = START.plus(Duration.ofDays(89));
    record(ROOT, "DisableKey", key(2));

    assertThat(found(START, now)).containsExactly("DisableKey", "DescribeKey");
    assertThat(found(START.plusSeconds(1), now)).containsExactly("DisableKey");
    assertThat(found(START, START)).containsExactly("DescribeKey");
    now = START.plus(Duration.ofDays(91));
    assertThat(found(START, now)).doesNotContain("DescribeKey");
  }

  private List<String> found(Instant from, Instant to) {
    return client().lookupEvents(r -> r.startTime(from).endTime(to)).events().stream()
        .map(Event::eventName)
        .filter(name -> !name.equals("LookupEvents"))
        .toList();
  }

  @Test
  void badRequestsGetCloudTrailsErrors() {
    assertThatThrownBy(() -> client().lookupEvents(r -> r.maxResults(51)))
        .isInstanceOf(InvalidMaxResultsException.class);
    assertThatThrownBy(() -> client().lookupEvents(r -> r.nextToken("x")))
        .isInstanceOf(InvalidNextTokenException.class);
    assertThatThrownBy(
            () -> client().lookupEvents(r -> r.startTime(now).endTime(now.minusSeconds(1))))
        .isInstanceOf(InvalidTimeRangeException.class);
    assertThatThrownBy(
            () ->
                client()
                    .lookupEvents(
                        r ->
                            r.lookupAttributes(
                                attribute("Username", "a"), attribute("EventName", "b"))))
        .isInstanceOf(InvalidLookupAttributesException.class);
    assertThatThrownBy(
            () -> client().lookupEvents(r -> r.lookupAttributes(attribute("Colour", "a"))))
        .isInstanceOf(InvalidLookupAttributesException.class);
  }

  @Test
  void anAttributeWithoutAKeyIsRefusedWhateverIsRecorded() {
    record(ROOT, "DisableKey", key(1));
    LookupAttribute keyless = LookupAttribute.builder().attributeValue("a").build();

    assertThatThrownBy(() -> client().lookupEvents(r -> r.lookupAttributes(keyless)))
        .isInstanceOf(InvalidLookupAttributesException.class);
  }

  @Test
  void insightsAreNotManagementEvents() {
    record(ROOT, "DisableKey", key(1));

    assertThat(client().lookupEvents(r -> r.eventCategory("insight")).events()).isEmpty();
    assertThatThrownBy(() -> client().lookupEvents(r -> r.eventCategory("Management")))
        .isInstanceOf(InvalidEventCategoryException.class);
  }

  @Test
  void whoLooksTooOftenAtOnceIsToldToComeAgain() {
    Authorizer authorizer = new Authorizer(Identities.NONE, clock, trail);
    CloudTrail busy = new CloudTrail(trail, authorizer, clock, new Semaphore(0));

    assertThatThrownBy(() -> busy.as(ROOT).lookupEvents(r -> {}))
        .isInstanceOf(CloudTrailException.class)
        .hasMessageContaining("Rate exceeded");
  }

  /** However long the trail is: what one lookup costs has a bound, and the next page goes on. */
  @Test
  void onePageReadsSoMuchAndTheNextGoesOn() throws IOException {
    record(ROOT, "DisableKey", key(1));
    for (int i = 0; i < 25; i++) {
      record(ROOT, "EnableKey", key(2));
    }
    LookedFor wanted =
        new LookedFor(
            ACCOUNT, "eu-west-1", START, START, Optional.of(attribute("EventName", "DisableKey")));
    TrailReading reading =
        new TrailReading(List.of(new TrailDirectory(directory.resolve("audit/1"))), 1);
    int pages = 0;
    List<TrailReading.At> found = new ArrayList<>();
    Optional<TrailReading.Place> place = Optional.of(TrailReading.Place.END);
    while (place.isPresent()) {
      TrailReading.Found page = reading.find(wanted, place.get(), 50);
      found.addAll(page.events());
      place = page.next();
      pages++;
    }

    assertThat(found).hasSize(1);
    assertThat(pages).isEqualTo((int) trailFiles()).isGreaterThan(3);
  }

  /** A state that was put back to before the trail, or robbed of its row. */
  @Test
  void aTrailTheStateForgotIsNotWrittenOver() throws IOException {
    record(ROOT, "DisableKey", key(1));
    trail.close();
    byte[] evidence = Files.readAllBytes(directory.resolve("audit/1/00000000000000000001.jsonl"));
    state.change(handle -> handle.execute("delete from audit_trail"));

    open();
    record(ROOT, "DescribeKey", key(2));

    assertThat(directory.resolve("audit/1.unknown-1/00000000000000000001.jsonl"))
        .hasBinaryContent(evidence);
    assertThat(found(START, now)).containsExactly("DescribeKey");
  }

  @Test
  void whoMayNotLookIsRefusedAndThatIsRecorded() {
    Caller bob = Caller.local(Identity.user(ACCOUNT, "bob"), "AIDA1", "eu-west-1", "r");

    assertThatThrownBy(() -> cloudTrail.as(bob).lookupEvents(r -> {}))
        .isInstanceOf(CloudTrailException.class)
        .hasMessageContaining("is not authorized to perform: cloudtrail:LookupEvents");

    Event event = client().lookupEvents(r -> {}).events().get(0);
    assertThat(event.username()).isEqualTo("bob");
    assertThat(event.cloudTrailEvent()).contains("\"errorCode\":\"AccessDeniedException\"");
  }

  /** The old one stays as evidence, and the report never forgets it. */
  @Test
  void aDamagedTrailIsKeptAndAnotherBegun() throws IOException {
    record(ROOT, "DisableKey", key(1));
    trail.close();
    Path file = directory.resolve("audit/1/00000000000000000001.jsonl");
    Files.writeString(file, Files.readString(file).replace("DisableKey", "EnableKey"));
    byte[] evidence = Files.readAllBytes(file);

    open();
    record(ROOT, "DescribeKey", key(2));

    assertThat(Files.readAllBytes(file)).isEqualTo(evidence);
    assertThat(
            TrailReport.of(
                state, new TrailOnDisk.Turning(), directory.resolve("audit"), 1, List.of()))
        .extracting(report -> report.damage().isPresent())
        .containsExactly(true, false);
  }

  @Test
  void aTrailRemovedAsAWholeShows() throws IOException {
    record(ROOT, "DisableKey", key(1));
    trail.close();
    try (var files = Files.walk(directory.resolve("audit"))) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }

    open();

    assertThat(
            TrailReport.of(
                state, new TrailOnDisk.Turning(), directory.resolve("audit"), 1, List.of()))
        .extracting(report -> report.damage().map(TrailDamage::cause).orElse(""))
        .containsExactly("all of its files are missing", "");
  }
}
