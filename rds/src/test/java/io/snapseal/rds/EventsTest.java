package io.snapseal.rds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.snapseal.model.SdkJson;
import io.snapseal.rds.event.EventTarget;
import io.snapseal.rds.quota.Quotas;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.Event;
import software.amazon.awssdk.services.rds.model.EventCategoriesMap;
import software.amazon.awssdk.services.rds.model.EventSubscription;
import software.amazon.awssdk.services.rds.model.SnsNoAuthorizationException;
import software.amazon.awssdk.services.rds.model.SnsTopicArnNotFoundException;
import software.amazon.awssdk.services.rds.model.SourceNotFoundException;
import software.amazon.awssdk.services.rds.model.SourceType;
import software.amazon.awssdk.services.rds.model.SubscriptionCategoryNotFoundException;
import software.amazon.awssdk.services.rds.model.Tag;

/** What happens is told, to who asks and to who subscribes. */
class EventsTest {
  private static final String TOPIC = "arn:aws:sns:us-east-1:123456789012:ops";
  private static final int LOOKS = 600;

  @TempDir private Path home;
  private RdsFixture fixture;
  private Path all;
  private Path ops;

  @BeforeEach
  void open() throws IOException {
    Passable.make(home);
    all = home.resolve("all.jsonl");
    ops = home.resolve("ops.jsonl");
    fixture =
        new RdsFixture(
            home,
            new RdsSettings(
                Quotas.AWS,
                List.of(EventTarget.parse("file:" + all), EventTarget.parse("ops=file:" + ops)),
                Pace.DEFAULT));
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private static List<String> messages(List<Event> events) {
    return events.stream().map(event -> event.sourceIdentifier() + ": " + event.message()).toList();
  }

  private static List<JsonNode> lines(Path file, int most) throws IOException {
    for (int look = 0; look < LOOKS; look++) {
      if (Files.exists(file) && Files.readAllLines(file).size() >= most) {
        break;
      }
      RdsFixture.pause();
    }
    return Files.readAllLines(file).stream().map(SdkJson::parse).toList();
  }

  @Test
  void theLifeOfASnapshotIsTold() throws IOException {
    RdsClient rds = fixture.client();
    rds.createEventSubscription(
        r ->
            r.subscriptionName("Deleted")
                .snsTopicArn(TOPIC)
                .sourceType("db-snapshot")
                .eventCategories("deletion"));
    fixture.createInstance("shop", null);
    fixture.idle();
    rds.createDBSnapshot(r -> r.dbInstanceIdentifier("shop").dbSnapshotIdentifier("first"));
    fixture.idle();
    fixture
        .client(RdsFixture.SECOND)
        .copyDBSnapshot(
            r ->
                r.sourceDBSnapshotIdentifier("arn:aws:rds:us-east-1:123456789012:snapshot:first")
                    .targetDBSnapshotIdentifier("far"));
    fixture.idle();
    rds.deleteDBSnapshot(r -> r.dbSnapshotIdentifier("first"));
    rds.deleteDBInstance(r -> r.dbInstanceIdentifier("shop").skipFinalSnapshot(true));
    fixture.idle();

    assertThat(messages(rds.describeEvents().events()))
        .containsExactly(
            "shop: DB instance created",
            "first: Creating manual snapshot",
            "shop: Backing up DB instance",
            "first: Manual snapshot created",
            "shop: Finished DB Instance backup",
            "first: Deleted user snapshot",
            "shop: DB instance deleted");
    assertThat(messages(fixture.client(RdsFixture.SECOND).describeEvents().events()))
        .containsExactly(
            "far: Started copy of snapshot far from region us-east-1",
            "far: Finished copy of snapshot far from region us-east-1 in 0 minutes");
    delivered();
  }

  @Test
  void theLifeOfAnInstanceIsTold() {
    RdsClient rds = fixture.client();
    fixture.createInstance("shop", null);
    fixture.idle();
    rds.modifyDBInstance(
        r ->
            r.dbInstanceIdentifier("shop")
                .masterUserPassword("another-horse")
                .dbInstanceClass("db.t3.small")
                .applyImmediately(true));
    fixture.idle();
    rds.stopDBInstance(r -> r.dbInstanceIdentifier("shop"));
    fixture.idle();
    rds.startDBInstance(r -> r.dbInstanceIdentifier("shop"));
    fixture.idle();
    rds.rebootDBInstance(r -> r.dbInstanceIdentifier("shop"));
    fixture.idle();
    assertThat(messages(rds.describeEvents().events()))
        .containsExactly(
            "shop: DB instance created",
            "shop: Reset master credentials",
            "shop: Finished applying modification to DB instance class",
            "shop: DB instance stopped",
            "shop: DB instance started",
            "shop: DB instance restarted");
  }

  private void delivered() throws IOException {
    List<JsonNode> told = lines(all, 9);
    assertThat(told)
        .extracting(line -> line.at("/detail/EventID").asText())
        .containsExactlyInAnyOrder(
            "RDS-EVENT-0005",
            "RDS-EVENT-0040",
            "RDS-EVENT-0001",
            "RDS-EVENT-0042",
            "RDS-EVENT-0002",
            "RDS-EVENT-0059",
            "RDS-EVENT-0060",
            "RDS-EVENT-0041",
            "RDS-EVENT-0003");
    assertThat(told).extracting(line -> line.get("id").asText()).doesNotHaveDuplicates();
    List<JsonNode> subscribed = lines(ops, 1);
    assertThat(subscribed).hasSize(1);
    JsonNode one = subscribed.get(0);
    assertThat(one.get("detail-type").asText()).isEqualTo("RDS DB Snapshot Event");
    assertThat(one.get("source").asText()).isEqualTo("aws.rds");
    assertThat(one.get("region").asText()).isEqualTo("us-east-1");
    assertThat(one.at("/resources/0").asText())
        .isEqualTo("arn:aws:rds:us-east-1:123456789012:snapshot:first");
    assertThat(one.at("/detail/SourceType").asText()).isEqualTo("SNAPSHOT");
    assertThat(one.at("/detail/EventCategories/0").asText()).isEqualTo("deletion");
  }

  @Test
  void eventsAreAskedForBySourceCategoryAndTime() {
    RdsClient rds = fixture.client();
    rds.createDBParameterGroup(
        r -> r.dbParameterGroupName("g").dbParameterGroupFamily("postgres17").description("d"));
    for (int i = 0; i < 45; i++) {
      String value = Integer.toString(1000 + i);
      rds.modifyDBParameterGroup(
          r ->
              r.dbParameterGroupName("g")
                  .parameters(GroupsTest.parameter("work_mem", value, "immediate")));
    }
    assertThat(
            rds.describeEventsPaginator(
                    r ->
                        r.sourceType(SourceType.DB_PARAMETER_GROUP)
                            .sourceIdentifier("g")
                            .eventCategories("configuration change")
                            .maxRecords(20))
                .events())
        .hasSize(45)
        .doesNotHaveDuplicates()
        .extracting(Event::message)
        .startsWith("Updated parameter work_mem to 1000 with apply method immediate");
    assertThat(rds.describeEvents(r -> r.eventCategories("deletion")).events()).isEmpty();
    assertThat(rds.describeEvents(r -> r.endTime(Instant.EPOCH)).events()).isEmpty();
    assertThatThrownBy(() -> rds.describeEvents(r -> r.sourceIdentifier("g")))
        .hasMessageContaining("SourceType must be given");
    assertThatThrownBy(() -> rds.describeEvents(r -> r.duration(20161)))
        .hasMessageContaining("Invalid Duration");
  }

  @Test
  void aSubscriptionNamesWhatThereIs() {
    RdsClient rds = fixture.client();
    assertThatThrownBy(
            () -> create("a", "arn:aws:sns:us-east-1:123456789012:elsewhere", "deletion"))
        .isInstanceOf(SnsTopicArnNotFoundException.class);
    assertThatThrownBy(() -> create("a", "arn:aws:sns:us-east-1:444455556666:ops", "deletion"))
        .isInstanceOf(SnsNoAuthorizationException.class);
    assertThatThrownBy(() -> create("a", TOPIC, "gossip"))
        .isInstanceOf(SubscriptionCategoryNotFoundException.class);
    EventSubscription made = create("a", TOPIC, "deletion");
    assertThat(made.status()).isEqualTo("active");
    assertThatThrownBy(
            () ->
                rds.addSourceIdentifierToSubscription(
                    r -> r.subscriptionName("a").sourceIdentifier("nowhere")))
        .isInstanceOf(SourceNotFoundException.class);
    assertThat(
            rds.modifyEventSubscription(r -> r.subscriptionName("a").enabled(false))
                .eventSubscription()
                .enabled())
        .isFalse();
    rds.addTagsToResource(
        r ->
            r.resourceName(made.eventSubscriptionArn())
                .tags(Tag.builder().key("k").value("v").build()));
    assertThat(rds.listTagsForResource(r -> r.resourceName(made.eventSubscriptionArn())).tagList())
        .hasSize(1);
    rds.deleteEventSubscription(r -> r.subscriptionName("a"));
    assertThat(rds.describeEventSubscriptions().eventSubscriptionsList()).isEmpty();
  }

  private EventSubscription create(String name, String topic, String category) {
    return fixture
        .client()
        .createEventSubscription(
            r ->
                r.subscriptionName(name)
                    .snsTopicArn(topic)
                    .sourceType("db-snapshot")
                    .eventCategories(category))
        .eventSubscription();
  }

  @Test
  void categoriesAreShownBySource() {
    assertThat(fixture.client().describeEventCategories().eventCategoriesMapList())
        .contains(
            EventCategoriesMap.builder()
                .sourceType("db-snapshot")
                .eventCategories("creation", "deletion", "notification", "restoration")
                .build());
  }
}
