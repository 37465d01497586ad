package io.snapseal.iam.directory;

import io.snapseal.iam.policy.Policy;
import java.util.LinkedHashMap;
import java.util.Map;

/** Policies by their text, so that a request does not read its caller's policies anew each time. */
final class ParsedPolicies {
  /** Texts of 10,240 characters at most each. */
  private static final int MOST = 512;

  private final Map<String, Policy> byText =
      new LinkedHashMap<>(MOST, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Policy> eldest) {
          return size() > MOST;
        }
      };

  /** The identity policy of that text, which was read once before it was stored. */
  synchronized Policy identity(String text) {
    return byText.computeIfAbsent(text, json -> Policy.read(Policy.Kind.IDENTITY, json));
  }
}
