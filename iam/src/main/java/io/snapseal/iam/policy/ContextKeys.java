package io.snapseal.iam.policy;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which context keys a policy asks for, in conditions and in policy variables. */
public final class ContextKeys {
  private static final Pattern VARIABLE =
      Pattern.compile("\\$\\{\\s*([A-Za-z0-9-]+:[^,}]+?)\\s*(?:,[^}]*)?\\}");
  private static final Pattern WITH_VARIABLES =
      Pattern.compile("\"Version\"\\s*:\\s*\"2012-10-17\"");

  private ContextKeys() {}

  /**
   * The keys, as the policy writes them, sorted.
   *
   * @param json the policy's text
   * @throws MalformedPolicyException if it is none of that kind
   */
  public static Set<String> of(Policy.Kind kind, String json) {
    Set<String> keys = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    for (Statement statement : Policy.read(kind, json).statements()) {
      statement.conditions().forEach(condition -> keys.add(condition.key()));
    }
    if (WITH_VARIABLES.matcher(json).find()) {
      Matcher variable = VARIABLE.matcher(json);
      while (variable.find()) {
        keys.add(variable.group(1));
      }
    }
    return keys;
  }
}
