package io.snapseal.rds.resource;

import io.snapseal.state.Scope;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of an RDS resource everywhere (RDS user guide, "Amazon Resource Names (ARNs)").
 *
 * @param scope its account and region
 * @param type {@code db}, {@code snapshot}, {@code cluster} or {@code cluster-snapshot}
 * @param id everything after the type: an automated snapshot's id holds a colon itself
 */
public record RdsArn(Scope scope, String type, String id) {
  public static final String INSTANCE = "db";
  public static final String SNAPSHOT = "snapshot";
  public static final String CLUSTER = "cluster";
  public static final String CLUSTER_SNAPSHOT = "cluster-snapshot";
  public static final String AUTOMATED_BACKUP = "auto-backup";
  public static final String SUBSCRIPTION = "es";
  public static final String PARAMETER_GROUP = "pg";
  public static final String CLUSTER_PARAMETER_GROUP = "cluster-pg";
  public static final String OPTION_GROUP = "og";
  public static final String SUBNET_GROUP = "subgrp";

  private static final Pattern ARN =
      Pattern.compile("arn:aws:rds:([a-z0-9-]+):(\\d{12}):([a-z-]+):(.+)");

  public static RdsArn instance(Scope scope, String id) {
    return new RdsArn(scope, INSTANCE, id);
  }

  public static RdsArn snapshot(Scope scope, String id) {
    return new RdsArn(scope, SNAPSHOT, id);
  }

  public static RdsArn cluster(Scope scope, String id) {
    return new RdsArn(scope, CLUSTER, id);
  }

  public static RdsArn clusterSnapshot(Scope scope, String id) {
    return new RdsArn(scope, CLUSTER_SNAPSHOT, id);
  }

  /** An instance's automated backup: {@code ab-} and what its instance's {@code db-} is of. */
  public static RdsArn automatedBackup(Scope scope, String resourceId) {
    return new RdsArn(
        scope, AUTOMATED_BACKUP, resourceId.toUpperCase(Locale.ROOT).replaceFirst("^DB-", "ab-"));
  }

  /** Reads an ARN; empty if the text is not one. */
  public static Optional<RdsArn> parse(String text) {
    Matcher arn = ARN.matcher(text);
    return arn.matches()
        ? Optional.of(new RdsArn(new Scope(arn.group(2), arn.group(1)), arn.group(3), arn.group(4)))
        : Optional.empty();
  }

  /** The snapshot that a request names by its identifier or by its ARN. */
  public static RdsArn snapshotNamed(Scope own, String identifierOrArn) {
    return snapshotNamed(own, SNAPSHOT, identifierOrArn);
  }

  /** The snapshot of that type that a request names by its identifier or by its ARN. */
  public static RdsArn snapshotNamed(Scope own, String type, String identifierOrArn) {
    if (!identifierOrArn.startsWith("arn:")) {
      return new RdsArn(own, type, Identifiers.stored(identifierOrArn));
    }
    RdsArn arn =
        parse(identifierOrArn)
            .orElseThrow(() -> RdsFaults.invalidValue("Invalid snapshot ARN: " + identifierOrArn));
    if (!arn.type().equals(type)) {
      throw RdsFaults.invalidValue(
          "Not the ARN of a DB %s: %s".formatted(type.replace('-', ' '), identifierOrArn));
    }
    return new RdsArn(arn.scope(), type, Identifiers.stored(arn.id()));
  }

  @Override
  public String toString() {
    return "arn:aws:rds:" + scope.region() + ":" + scope.account() + ":" + type + ":" + id;
  }
}
