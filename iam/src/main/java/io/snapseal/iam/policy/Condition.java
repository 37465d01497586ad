package io.snapseal.iam.policy;

import java.util.List;
import java.util.function.BiPredicate;

/**
 * One key of a Condition block: what its values must be.
 *
 * @param written as the policy writes the operator, for example {@code
 *     ForAnyValue:StringLikeIfExists}
 */
record Condition(
    String written, Set set, Operator operator, boolean ifExists, String key, List<Test> tests) {

  /** How the several values of a key count. */
  enum Set {
    NONE,
    ANY,
    ALL
  }

  /**
   * One value of the policy.
   *
   * @param value as written
   * @param comparison whether a value of the request compares with it
   */
  record Test(String value, BiPredicate<String, Context> comparison) {}

  Condition {
    tests = List.copyOf(tests);
  }

  /** Whether a request fulfils it. */
  boolean holds(Context context) {
    List<String> given = context.values(key);
    if (operator.equals(Operator.NULL)) {
      return tests.stream().anyMatch(t -> t.value().equalsIgnoreCase("true") == given.isEmpty());
    }
    if (given.isEmpty()) {
      return ifExists || set == Set.ALL || (set == Set.NONE && operator.negated());
    }
    return switch (set) {
      case ALL -> given.stream().allMatch(value -> fits(value, context));
      case ANY -> given.stream().anyMatch(value -> fits(value, context));
      case NONE ->
          operator.negated()
              ? given.stream().allMatch(value -> fits(value, context))
              : given.stream().anyMatch(value -> fits(value, context));
    };
  }

  /** One of the policy's values is enough; for the opposite, none of them may compare. */
  private boolean fits(String given, Context context) {
    return operator.negated()
        != tests.stream().anyMatch(test -> test.comparison().test(given, context));
  }
}
