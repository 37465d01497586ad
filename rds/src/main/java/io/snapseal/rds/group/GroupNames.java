package io.snapseal.rds.group;

import io.snapseal.rds.resource.RdsArn;
import io.snapseal.rds.resource.RdsFaults;
import io.snapseal.state.Scope;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The names of groups (RDS API reference): kept in lower case. */
final class GroupNames {
  private static final Pattern NAME = Pattern.compile("[a-zA-Z](-?[a-zA-Z0-9])*");
  private static final Pattern SUBNET_GROUP = Pattern.compile("[a-zA-Z0-9._ -]+");
  private static final int LONGEST = 255;

  private GroupNames() {}

  /** A new group's: letters, digits, single hyphens; a letter first. */
  static String newGroup(@Nullable String given, String parameter) {
    return checked(given, parameter, NAME);
  }

  /** A new subnet group's: also periods, underscores and spaces, but not {@code default}. */
  static String newSubnetGroup(@Nullable String given) {
    String name = checked(given, "DBSubnetGroupName", SUBNET_GROUP);
    if (name.equals("default")) {
      throw RdsFaults.invalidValue("The DB subnet group name must not be default.");
    }
    return name;
  }

  /** An existing group's, by name or by ARN of the same account and region. */
  static String existing(Scope scope, @Nullable String given, String parameter) {
    String name = RdsFaults.required(given, parameter);
    return GroupTables.stored(
        RdsArn.parse(name).filter(arn -> arn.scope().equals(scope)).map(RdsArn::id).orElse(name));
  }

  private static String checked(@Nullable String given, String parameter, Pattern form) {
    String name = RdsFaults.required(given, parameter);
    if (name.length() > LONGEST || !form.matcher(name).matches()) {
      throw RdsFaults.invalidValue(
          "The parameter %s is not a valid identifier. Identifiers must begin with a letter; must contain only ASCII letters, digits, and hyphens; and must not end with a hyphen or contain two consecutive hyphens."
              .formatted(parameter));
    }
    return GroupTables.stored(name);
  }
}
