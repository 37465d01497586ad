package io.snapseal.autopilot.report;

import io.snapseal.autopilot.aws.Failure;
import io.snapseal.autopilot.find.ScanReport;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * Whether one snapshot keeps one control, before it takes on a format.
 *
 * @param account whose finding it is
 * @param snapshot what it is about
 * @param control what was asked
 * @param verdict what came of it
 */
record Finding(
    String account, ScanReport.Snapshot snapshot, Control control, Control.Verdict verdict) {

  /**
   * One per snapshot and control. What other accounts share is theirs to find: a finding store
   * takes an account's findings about its own resources only.
   */
  static List<Finding> all(Posture posture) {
    return posture.entries().stream()
        .filter(entry -> !entry.snapshot().type().equals("shared"))
        .flatMap(
            entry ->
                Arrays.stream(Control.values())
                    .map(
                        control ->
                            new Finding(
                                entry.account(),
                                entry.snapshot(),
                                control,
                                control.of(entry.snapshot()))))
        .toList();
  }

  /** The same in every report, so that a later one replaces an earlier one. */
  String uid() {
    return "snapseal/" + control.id() + "/" + snapshot.arn();
  }

  boolean failed() {
    return verdict == Control.Verdict.FAILED;
  }

  /** When what it is about came about: the snapshot's creation, else the report's time. */
  Instant since(Instant reported) {
    String created = snapshot.created();
    return created == null ? reported : Instant.parse(created);
  }

  /** What is the case. */
  String description() {
    return "The %s snapshot %s (%s) %s%s."
        .formatted(
            snapshot.kind(),
            snapshot.id(),
            snapshot.engine(),
            protection(),
            snapshot.sealedAs() == null ? "" : "; " + snapshot.sealedAs() + " supersedes it");
  }

  /** What to do about it. */
  String remediation() {
    Failure failure = snapshot.failure();
    if (failure != null) {
      return failure.fix();
    }
    if (!failed()) {
      return "Nothing is to be done.";
    }
    return snapshot.sealedAs() == null
        ? "Seal it under your key: snapseal seal " + snapshot.id() + " --key KEY"
        : "It is sealed as "
            + snapshot.sealedAs()
            + ": delete this one when nothing needs it any more"
            + " (an automated one goes with its retention).";
  }

  private String protection() {
    String key = snapshot.keyArn() == null ? "a key" : snapshot.keyArn();
    return switch (snapshot.protection()) {
      case NONE -> "is not encrypted";
      case AWS_OWNED -> "is encrypted under a key that AWS owns and nobody else controls";
      case AWS_MANAGED -> "is encrypted under " + key + ", which AWS manages";
      case CUSTOMER_KEY -> "is encrypted under the customer managed key " + key;
      case WRONG_KEY -> "is encrypted under " + key + ", which is not the wanted key";
      case RIGHT_KEY -> "is encrypted under the wanted key " + key;
      case KEY_UNUSABLE -> "is encrypted under " + key + ", which cannot be used";
      case UNSUPPORTED -> "is of a kind that Snapseal does not seal";
    };
  }
}
