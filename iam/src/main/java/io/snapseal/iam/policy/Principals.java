package io.snapseal.iam.policy;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Principal or NotPrincipal element of a statement.
 *
 * @param names whom it names
 * @param inverted whether it means everybody else
 */
record Principals(List<Name> names, boolean inverted) {
  private static final Pattern ACCOUNT =
      Pattern.compile("(?:arn:aws[a-z-]*:iam::)?(\\d{12})(?::root)?");

  /**
   * One name.
   *
   * @param type {@code AWS}, {@code Service}, {@code Federated}, {@code CanonicalUser} or {@code *}
   */
  record Name(String type, String value) {}

  /** How closely a statement means somebody. */
  enum Match {
    /** Not at all. */
    NONE,
    /** Its account, which then decides by identity policies. */
    ACCOUNT,
    /** Itself, within its permissions boundary and session policies. */
    WITHIN_LIMITS,
    /** Itself, whatever else is silent. */
    DIRECT
  }

  Principals {
    names = List.copyOf(names);
  }

  /** How closely it means somebody. */
  Match match(Identity who) {
    Match closest = Match.NONE;
    for (Name name : names) {
      Match match = match(name, who);
      if (match.compareTo(closest) > 0) {
        closest = match;
      }
    }
    if (inverted) {
      return closest == Match.NONE ? Match.WITHIN_LIMITS : Match.NONE;
    }
    return closest;
  }

  private static Match match(Name name, Identity who) {
    if (name.value().equals("*") && (name.type().equals("*") || name.type().equals("AWS"))) {
      return who.kind() == Identity.Kind.USER || who.isRoot() ? Match.DIRECT : Match.WITHIN_LIMITS;
    }
    if (name.type().equals("Service")) {
      return who.kind() == Identity.Kind.SERVICE && name.value().equals(who.arn())
          ? Match.DIRECT
          : Match.NONE;
    }
    if (!name.type().equals("AWS") || who.kind() == Identity.Kind.SERVICE) {
      return Match.NONE;
    }
    if (name.value().equals(who.arn())) {
      return Match.DIRECT;
    }
    if (who.behind().filter(name.value()::equals).isPresent()) {
      return Match.WITHIN_LIMITS;
    }
    Matcher account = ACCOUNT.matcher(name.value());
    if (account.matches() && account.group(1).equals(who.account())) {
      return who.isRoot() ? Match.DIRECT : Match.ACCOUNT;
    }
    return Match.NONE;
  }
}
