package io.snapseal.rds.resource;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.Tag;

/**
 * The label of what has no database behind it: a system tag, stored with the resource, that nobody
 * can add or remove. What is made of a labelled resource is labelled.
 */
public final class Simulated {
  /** The label's key; its value is {@code true}. */
  public static final String KEY = "aws:snapseal:simulated";

  private static final Tag LABEL = Tag.builder().key(KEY).value("true").build();

  private Simulated() {}

  /** Whether an instance is simulated. */
  public static boolean is(DBInstance instance) {
    return in(instance.tagList());
  }

  /** Whether a snapshot is one of a simulated instance. */
  public static boolean is(DBSnapshot snapshot) {
    return in(snapshot.tagList());
  }

  /** Whether the label is among a resource's tags. */
  public static boolean in(List<Tag> tags) {
    return tags.stream().anyMatch(tag -> KEY.equals(tag.key()));
  }

  /** A new resource's tags, with the label if it is simulated. */
  public static List<Tag> labelled(List<Tag> tags, boolean simulated) {
    if (!simulated || in(tags)) {
      return tags;
    }
    List<Tag> labelled = new ArrayList<>(tags);
    labelled.add(LABEL);
    return labelled;
  }

  /** What others than its owner see of a resource's tags. */
  public static List<Tag> labelOnly(List<Tag> tags) {
    return labelled(List.of(), in(tags));
  }
}
