package io.snapseal.rds.resource;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.Tag;

/**
 * Internals that hold the tags of a resource which does not show them itself.
 *
 * @param <I> the record
 */
public interface KeptTags<I extends Record> {
  /** By key; null is none. */
  @Nullable Map<String, String> tags();

  /** The same with other tags. */
  I withTags(Map<String, String> changed);

  /** Tags as they are kept, in order. */
  static Map<String, String> of(Collection<Tag> tags) {
    Map<String, String> kept = new LinkedHashMap<>();
    tags.forEach(tag -> kept.put(tag.key(), tag.value() == null ? "" : tag.value()));
    return kept;
  }

  /** Kept tags as requests and answers have them. */
  static List<Tag> shown(KeptTags<?> internals) {
    Map<String, String> kept = internals.tags();
    return kept == null
        ? List.of()
        : kept.entrySet().stream()
            .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
            .toList();
  }
}
