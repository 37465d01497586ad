package io.snapseal.autopilot.find;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.Tag;

class TagsTest {
  private static final Lineage LINEAGE =
      new Lineage(
          "arn:aws:rds:us-east-1:123456789012:snapshot:rds:orders",
          Instant.parse("2026-01-01T00:00:00.123Z"),
          "arn:aws:kms:us-east-1:123456789012:key/1");

  private static Snapshot snapshot(String id, List<Tag> tags) {
    return Snapshot.of(DBSnapshot.builder().dbSnapshotIdentifier(id).tagList(tags).build());
  }

  @Test
  void whatIsWrittenIsReadBack() {
    List<Tag> tags = Tags.ofSealed(LINEAGE, Route.RESTORE, List.of());
    assertThat(Tags.read(tags)).isEqualTo(LINEAGE);
    assertThat(Tags.proveSealed(tags, LINEAGE)).isTrue();
    assertThat(Tags.proveTemporary(tags, LINEAGE)).isFalse();
  }

  @Test
  void temporariesAreNeverTakenForSealed() {
    List<Tag> tags = Tags.ofTemporary(LINEAGE, Route.RESTORE);
    assertThat(Tags.proveTemporary(tags, LINEAGE)).isTrue();
    assertThat(Tags.proveSealed(tags, LINEAGE)).isFalse();
  }

  @Test
  void everyLineageTagIsNeededAndMustFit() {
    List<Tag> tags = Tags.ofTemporary(LINEAGE, Route.COPY);
    for (int i = 0; i < tags.size(); i++) {
      if (tags.get(i).key().equals(Tags.ROUTE)) {
        continue;
      }
      List<Tag> without = new ArrayList<>(tags);
      Tag removed = without.remove(i);
      assertThat(Tags.proveTemporary(without, LINEAGE)).as(removed.key()).isFalse();
      without.add(Tags.tag(removed.key(), removed.value() + "x"));
      assertThat(Tags.proveTemporary(without, LINEAGE)).as(removed.key()).isFalse();
    }
  }

  @Test
  void ownersTagsStayWithinAwsRules() {
    List<Tag> owners = new ArrayList<>();
    owners.add(Tags.tag("aws:cloudformation:stack-name", "x"));
    owners.add(Tags.tag("rds:x", "y"));
    owners.add(Tags.tag(Tags.TEMPORARY, "true"));
    for (int i = 0; i < 60; i++) {
      owners.add(Tags.tag("owner-" + i, "v"));
    }

    List<Tag> tags = Tags.ofSealed(LINEAGE, Route.COPY, owners);

    assertThat(tags).hasSizeLessThan(50);
    assertThat(tags).extracting(Tag::key).doesNotHaveDuplicates();
    assertThat(tags).extracting(Tag::key).noneMatch(key -> key.startsWith("aws:"));
    assertThat(tags).extracting(Tag::key).noneMatch(key -> key.startsWith("rds:"));
    assertThat(Tags.temporary(tags)).isFalse();
    assertThat(tags).extracting(Tag::key).contains("owner-0", Tags.SOURCE_ARN);
  }

  @Test
  void anArnLongerThanATagIsStillProven() {
    String arn = "arn:aws:rds:us-east-1:123456789012:snapshot:" + "o".repeat(255);
    Lineage one = new Lineage(arn, Instant.EPOCH, LINEAGE.keyArn());
    Lineage other = new Lineage(arn + "x", Instant.EPOCH, LINEAGE.keyArn());
    List<Tag> tags = Tags.ofSealed(one, Route.COPY, List.of());
    assertThat(tags).allMatch(tag -> tag.value().length() <= 256);
    assertThat(Tags.proveSealed(tags, one)).isTrue();
    assertThat(Tags.proveSealed(tags, other)).isFalse();
    Lineage read = Tags.read(tags);
    assertThat(read).isEqualTo(one);
    assertThat(Tags.sealedFrom(snapshot(Names.sealed(one), tags))).isEqualTo(one);
  }

  @Test
  void copiedTagsUnderAnotherNameProveNothing() {
    List<Tag> tags = Tags.ofSealed(LINEAGE, Route.COPY, List.of());
    assertThat(Tags.sealedFrom(snapshot(Names.sealed(LINEAGE), tags))).isEqualTo(LINEAGE);
    assertThat(Tags.sealedFrom(snapshot("my-own-copy", tags))).isNull();
  }

  @Test
  void unreadableTagsAreNobodys() {
    List<Tag> tags =
        List.of(
            Tags.tag(Tags.SOURCE_ARN, LINEAGE.sourceArn()),
            Tags.tag(Tags.SOURCE_CREATED, "yesterday"),
            Tags.tag(Tags.KEY_ARN, "k"));
    assertThat(Tags.read(tags)).isNull();
    List<Tag> noSnapshot =
        List.of(
            Tags.tag(Tags.SOURCE_ARN, "nonsense"),
            Tags.tag(Tags.SOURCE_CREATED, "2026-01-01T00:00:00Z"),
            Tags.tag(Tags.KEY_ARN, "k"));
    assertThat(Tags.read(noSnapshot)).isNull();
  }
}
