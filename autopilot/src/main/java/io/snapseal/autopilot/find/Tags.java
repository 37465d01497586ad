package io.snapseal.autopilot.find;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.Tag;

/**
 * The lineage tags: the only state the autopilot keeps.
 *
 * <p>AWS allows 50 tags on a resource, 256 characters in a value, and keeps {@code aws:} and {@code
 * rds:} to itself (Amazon RDS User Guide, "Tagging Amazon RDS resources").
 */
public final class Tags {
  static final String PREFIX = "snapseal:";
  public static final String SOURCE_ARN = PREFIX + "source-arn";
  static final String SOURCE_CREATED = PREFIX + "source-created";
  static final String KEY_ARN = PREFIX + "key-arn";
  public static final String ROUTE = PREFIX + "route";
  static final String TEMPORARY = PREFIX + "temporary";
  public static final String RESTORE_TESTED = PREFIX + "restore-tested";

  public static final String SUPERSEDED_BY = PREFIX + "superseded-by";

  private static final int MOST_TAGS = 50;
  private static final int ROOM_FOR_OURS = 6;

  private Tags() {}

  /** Lineage, the route, and as many of the owner's tags as fit. */
  public static List<Tag> ofSealed(Lineage lineage, Route route, List<Tag> owners) {
    List<Tag> tags = lineage(lineage, route);
    owners.stream()
        .filter(tag -> !reserved(tag.key()))
        .limit(MOST_TAGS - ROOM_FOR_OURS)
        .forEach(tags::add);
    return List.copyOf(tags);
  }

  /**
   * Lineage and the mark that it goes again. The owner's tags stay away, since backup plans and
   * other automation select by them.
   */
  public static List<Tag> ofTemporary(Lineage lineage, Route route) {
    List<Tag> tags = lineage(lineage, route);
    tags.add(tag(TEMPORARY, "true"));
    return List.copyOf(tags);
  }

  /** Whether these tags say: made by Snapseal for exactly this, to stay. */
  public static boolean proveSealed(List<Tag> tags, Lineage lineage) {
    Map<String, String> values = asMap(tags);
    return prove(values, lineage) && !values.containsKey(TEMPORARY);
  }

  /** Whether these tags say: made by Snapseal for exactly this, to go again. */
  public static boolean proveTemporary(List<Tag> tags, Lineage lineage) {
    Map<String, String> values = asMap(tags);
    return prove(values, lineage) && "true".equals(values.get(TEMPORARY));
  }

  public static boolean temporary(List<Tag> tags) {
    return "true".equals(asMap(tags).get(TEMPORARY));
  }

  public static boolean restoreTested(List<Tag> tags) {
    return asMap(tags).containsKey(RESTORE_TESTED);
  }

  /** What a source is tagged as superseded by; null if it is not. */
  public static @Nullable String supersededBy(List<Tag> tags) {
    return asMap(tags).get(SUPERSEDED_BY);
  }

  /** Whether any tag is Snapseal's. */
  public static boolean anyOurs(List<Tag> tags) {
    return tags.stream().anyMatch(tag -> tag.key().startsWith(PREFIX));
  }

  /** What the tags say, proven by nothing yet; null if they say nothing readable. */
  public static @Nullable Lineage read(List<Tag> tags) {
    Map<String, String> values = asMap(tags);
    String source = values.get(SOURCE_ARN);
    String created = values.get(SOURCE_CREATED);
    String key = values.get(KEY_ARN);
    if (source == null
        || created == null
        || key == null
        || Stream.of(Kind.values()).noneMatch(kind -> source.contains(kind.inArn()))) {
      return null;
    }
    try {
      return new Lineage(source, Instant.parse(created), key);
    } catch (DateTimeException notOurs) {
      return null;
    }
  }

  /**
   * What Snapseal made this snapshot from, to stay; null for everybody else's. Tags alone do not
   * prove it, since copying a snapshot may copy its tags: the name has to fit them too.
   */
  public static @Nullable Lineage sealedFrom(Snapshot snapshot) {
    Lineage told = read(snapshot.tags());
    boolean proven =
        told != null
            && !temporary(snapshot.tags())
            && told.kind() == snapshot.kind()
            && Names.sealed(told).equals(snapshot.id());
    return proven ? told : null;
  }

  public static Map<String, String> asMap(List<Tag> tags) {
    Map<String, String> values = new LinkedHashMap<>();
    tags.forEach(tag -> values.put(tag.key(), tag.value() == null ? "" : tag.value()));
    return values;
  }

  public static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }

  private static boolean prove(Map<String, String> values, Lineage lineage) {
    return lineage.sourceArn().equals(values.get(SOURCE_ARN))
        && lineage.sourceCreated().toString().equals(values.get(SOURCE_CREATED))
        && lineage.keyArn().equals(values.get(KEY_ARN));
  }

  private static List<Tag> lineage(Lineage lineage, Route route) {
    List<Tag> tags = new ArrayList<>();
    tags.add(tag(SOURCE_ARN, lineage.sourceArn()));
    tags.add(tag(SOURCE_CREATED, lineage.sourceCreated().toString()));
    tags.add(tag(KEY_ARN, lineage.keyArn()));
    tags.add(tag(ROUTE, route.name().toLowerCase(Locale.ROOT)));
    return tags;
  }

  private static boolean reserved(String key) {
    return key.startsWith("aws:") || key.startsWith("rds:") || key.startsWith(PREFIX);
  }
}
