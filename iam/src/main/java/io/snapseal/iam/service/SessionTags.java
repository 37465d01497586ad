package io.snapseal.iam.service;

import io.snapseal.iam.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.sts.model.Tag;

/**
 * The tags of a new role session: those of the request, and those its caller's session passes on
 * (IAM user guide, "Passing session tags in AWS STS", "Chaining roles with session tags").
 *
 * @param transitive the keys of those that the new session passes on in turn
 */
record SessionTags(Map<String, String> tags, List<String> transitive) {

  static SessionTags of(List<Tag> given, List<String> transitiveKeys, Optional<Session> session) {
    Map<String, String> tags = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    tags.putAll(StsChecks.tags(given));
    List<String> transitive = new ArrayList<>();
    for (String key : transitiveKeys) {
      if (!tags.containsKey(key)) {
        throw StsFaults.invalidParameter(
            "The specified transitive tag key must be included in the requested tags.");
      }
      transitive.add(key);
    }
    session.ifPresent(calling -> passOn(calling, tags, transitive));
    return new SessionTags(tags, transitive);
  }

  private static void passOn(Session calling, Map<String, String> tags, List<String> transitive) {
    calling
        .tags()
        .forEach(
            (key, value) -> {
              if (!calling.passesOn(key)) {
                return;
              }
              if (tags.put(key, value) != null) {
                throw StsFaults.invalidParameter(
                    "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key from the calling session.");
              }
              transitive.add(key);
            });
  }
}
