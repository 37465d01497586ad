package io.snapseal.iam.policy;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A condition operator (IAM user guide, "IAM JSON policy elements: Condition operators"): a
 * comparison of a value of the request with one of the policy, or its opposite.
 *
 * @param name as policies write it, capitals and all, without set and {@code IfExists}
 * @param negated whether it asks that the comparison fails
 */
record Operator(String name, boolean negated, Comparison comparison) {
  /** Asks whether the key is there at all: {@link Condition} answers it. */
  static final Operator NULL = is("Null", Comparison.text((given, wanted) -> false));

  private static final Comparison EQUAL = Comparison.text(String::equals);
  private static final Comparison EQUAL_IGNORING_CASE = Comparison.text(String::equalsIgnoreCase);
  private static final Comparison SAME_NUMBER = Comparison.number(order -> order == 0);
  private static final Comparison SAME_DATE = Comparison.date(order -> order == 0);
  private static final Comparison IN_RANGE =
      Comparison.text((given, range) -> IpRange.contains(range, given));

  private static final Map<String, Operator> BY_NAME =
      Stream.of(
              NULL,
              is("StringEquals", EQUAL),
              isNot("StringNotEquals", EQUAL),
              is("StringEqualsIgnoreCase", EQUAL_IGNORING_CASE),
              isNot("StringNotEqualsIgnoreCase", EQUAL_IGNORING_CASE),
              is("StringLike", Comparison.PATTERN),
              isNot("StringNotLike", Comparison.PATTERN),
              is("NumericEquals", SAME_NUMBER),
              isNot("NumericNotEquals", SAME_NUMBER),
              is("NumericLessThan", Comparison.number(order -> order < 0)),
              is("NumericLessThanEquals", Comparison.number(order -> order <= 0)),
              is("NumericGreaterThan", Comparison.number(order -> order > 0)),
              is("NumericGreaterThanEquals", Comparison.number(order -> order >= 0)),
              is("DateEquals", SAME_DATE),
              isNot("DateNotEquals", SAME_DATE),
              is("DateLessThan", Comparison.date(order -> order < 0)),
              is("DateLessThanEquals", Comparison.date(order -> order <= 0)),
              is("DateGreaterThan", Comparison.date(order -> order > 0)),
              is("DateGreaterThanEquals", Comparison.date(order -> order >= 0)),
              is("Bool", EQUAL_IGNORING_CASE),
              is("BinaryEquals", EQUAL),
              is("IpAddress", IN_RANGE),
              isNot("NotIpAddress", IN_RANGE),
              is("ArnEquals", Comparison.ARN),
              is("ArnLike", Comparison.ARN),
              isNot("ArnNotEquals", Comparison.ARN),
              isNot("ArnNotLike", Comparison.ARN))
          .collect(Collectors.toUnmodifiableMap(Operator::name, Function.identity()));

  /** The operator of that name. */
  static Optional<Operator> named(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  private static Operator is(String name, Comparison comparison) {
    return new Operator(name, false, comparison);
  }

  private static Operator isNot(String name, Comparison comparison) {
    return new Operator(name, true, comparison);
  }
}
