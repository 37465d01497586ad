package io.snapseal.kms;

import io.snapseal.iam.Caller;
import io.snapseal.state.Page;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awssdk.services.kms.model.ListResourceTagsRequest;
import software.amazon.awssdk.services.kms.model.ListResourceTagsResponse;
import software.amazon.awssdk.services.kms.model.Tag;
import software.amazon.awssdk.services.kms.model.TagResourceRequest;
import software.amazon.awssdk.services.kms.model.TagResourceResponse;
import software.amazon.awssdk.services.kms.model.UntagResourceRequest;
import software.amazon.awssdk.services.kms.model.UntagResourceResponse;

/** Tags of keys (KMS API reference, {@code TagResource}): at most 50, none in AWS's name space. */
final class KeyTags {
  private static final int MAX_TAGS = 50;
  private static final int DEFAULT_PAGE = 50;

  private final Keys keys;

  KeyTags(Keys keys) {
    this.keys = keys;
  }

  TagResourceResponse tag(Caller caller, TagResourceRequest request) {
    keys.change(
        keys.ownToChange(caller, request.keyId(), "kms:TagResource"),
        key -> {
          KeyStates.mustNotBePendingDeletion(key.shown());
          return key.keep(key.internal().withTags(added(key.internal().tags(), request.tags())));
        });
    return TagResourceResponse.builder().build();
  }

  UntagResourceResponse untag(Caller caller, UntagResourceRequest request) {
    keys.change(
        keys.ownToChange(caller, request.keyId(), "kms:UntagResource"),
        key -> {
          KeyStates.mustNotBePendingDeletion(key.shown());
          Map<String, String> left = new TreeMap<>(key.internal().tags());
          left.keySet().removeAll(new TreeSet<>(request.tagKeys()));
          return key.keep(key.internal().withTags(left));
        });
    return UntagResourceResponse.builder().build();
  }

  ListResourceTagsResponse list(Caller caller, ListResourceTagsRequest request) {
    List<Tag> all = shown(keys.findById(caller, request.keyId()).internal().tags());
    Page<Tag> page =
        Lists.page(all, Tag::tagKey, request.marker(), request.limit(), DEFAULT_PAGE, DEFAULT_PAGE);
    return ListResourceTagsResponse.builder()
        .tags(page.items())
        .truncated(page.next() != null)
        .nextMarker(page.next())
        .build();
  }

  static List<Tag> shown(Map<String, String> tags) {
    return new TreeMap<>(tags)
        .entrySet().stream()
            .map(tag -> Tag.builder().tagKey(tag.getKey()).tagValue(tag.getValue()).build())
            .toList();
  }

  static Map<String, String> added(Map<String, String> old, List<Tag> tags) {
    Map<String, String> all = new TreeMap<>(old);
    for (Tag tag : tags) {
      all.put(
          validKey(KmsFaults.required(tag.tagKey(), "tags.member.tagKey")),
          KmsFaults.required(tag.tagValue(), "tags.member.tagValue"));
    }
    if (all.size() > MAX_TAGS) {
      throw KmsFaults.invalidTag("Too many tags: a key has at most " + MAX_TAGS);
    }
    return all;
  }

  private static String validKey(String key) {
    if (key.startsWith("aws:")) {
      throw KmsFaults.invalidTag("Tag keys cannot start with the reserved prefix \"aws:\"");
    }
    return key;
  }
}
