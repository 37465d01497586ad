package io.snapseal.rds.resource;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The rules for names that users choose (RDS API reference, {@code CreateDBInstance} and {@code
 * CreateDBSnapshot}): a letter first, then letters, digits and hyphens, no hyphen at the end and no
 * two in a row; stored in lower case.
 */
public final class Identifiers {
  private static final int MAX_INSTANCE = 63;
  private static final int MAX_SNAPSHOT = 255;
  private static final Pattern RULE = Pattern.compile("[a-zA-Z](-?[a-zA-Z0-9])*");

  private Identifiers() {}

  /** A new instance's name, in lower case. */
  public static String newInstance(@Nullable String given) {
    return valid(given, "DBInstanceIdentifier", MAX_INSTANCE);
  }

  /** A new snapshot's name, in lower case. */
  public static String newSnapshot(@Nullable String given, String parameter) {
    return valid(given, parameter, MAX_SNAPSHOT);
  }

  /** A new cluster's name, in lower case. */
  public static String newCluster(@Nullable String given) {
    return valid(given, "DBClusterIdentifier", MAX_INSTANCE);
  }

  /** A new cluster snapshot's name, in lower case: shorter than an instance snapshot's. */
  public static String newClusterSnapshot(@Nullable String given, String parameter) {
    return valid(given, parameter, MAX_INSTANCE);
  }

  /** An existing resource's name as it is stored; no rule applies, it is there or not. */
  public static String stored(String given) {
    return given.toLowerCase(Locale.ROOT);
  }

  private static String valid(@Nullable String given, String parameter, int maxLength) {
    if (given == null || given.isEmpty()) {
      throw RdsFaults.invalidValue(
          "The parameter " + parameter + " must be provided and must not be blank.");
    }
    if (given.length() > maxLength || !RULE.matcher(given).matches()) {
      throw RdsFaults.invalidValue(
          ("The parameter %s is not a valid identifier. Identifiers must begin with a letter; must"
                  + " contain only ASCII letters, digits, and hyphens; must not end with a hyphen or"
                  + " contain two consecutive hyphens; and must have at most %d characters.")
              .formatted(parameter, maxLength));
    }
    return stored(given);
  }
}
