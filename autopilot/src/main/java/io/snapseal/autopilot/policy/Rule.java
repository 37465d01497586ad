package io.snapseal.autopilot.policy;

import io.snapseal.autopilot.decide.SourceRule;
import io.snapseal.autopilot.decide.Verification;
import io.snapseal.autopilot.find.Route;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is wanted for the snapshots that it selects.
 *
 * @param name for people
 * @param selector which snapshots
 * @param leave whether they are to be left alone
 * @param key the wanted key; null: that of the policy for the snapshot's region
 * @param copyTo other regions that get a copy, each with its key; an empty key is that of the
 *     policy for the region
 * @param route how to make the sealed snapshot
 * @param verification what proof is asked
 * @param source what becomes of the source
 */
public record Rule(
    String name,
    Selector selector,
    boolean leave,
    @Nullable String key,
    Map<String, String> copyTo,
    Route route,
    Verification verification,
    SourceRule source) {
  public Rule {
    copyTo = Collections.unmodifiableMap(new LinkedHashMap<>(copyTo));
  }

  /** The key in a region; null if nothing names one. */
  public @Nullable String keyIn(String region, Map<String, String> keys) {
    return key == null ? keys.get(region) : key;
  }

  /** The other regions that get a copy, with their keys; empty where nothing names one. */
  public Map<String, String> copiesFrom(String region, Map<String, String> keys) {
    Map<String, String> copies = new LinkedHashMap<>();
    copyTo.forEach(
        (to, named) -> {
          if (!to.equals(region)) {
            copies.put(to, named.isEmpty() ? keys.getOrDefault(to, "") : named);
          }
        });
    return copies;
  }
}
