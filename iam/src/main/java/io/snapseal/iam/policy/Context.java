package io.snapseal.iam.policy;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The condition keys of a request and their values, as policies may ask for them. Keys are compared
 * without regard to case (IAM user guide, "IAM JSON policy elements: Condition").
 */
public final class Context {
  /** No key has a value. */
  public static final Context EMPTY = new Context(Map.of());

  private final Map<String, List<String>> values;

  private Context(Map<String, List<String>> values) {
    this.values = values;
  }

  /** The context of a request. Keys without a value are absent. */
  public static Context of(Map<String, List<String>> values) {
    Map<String, List<String>> folded = new HashMap<>();
    values.forEach((key, list) -> folded.put(fold(key), List.copyOf(list)));
    return new Context(folded);
  }

  /** This, with further keys; what they name replaces what was there. */
  public Context with(Map<String, List<String>> more) {
    Map<String, List<String>> all = new HashMap<>(values);
    more.forEach((key, list) -> all.put(fold(key), List.copyOf(list)));
    return new Context(all);
  }

  /** A key's values; none if the request does not have it. */
  public List<String> values(String key) {
    return values.getOrDefault(fold(key), List.of());
  }

  /** The keys that the request has, in lower case. */
  public Set<String> keys() {
    return Set.copyOf(values.keySet());
  }

  static String fold(String key) {
    return key.toLowerCase(Locale.ROOT);
  }
}
