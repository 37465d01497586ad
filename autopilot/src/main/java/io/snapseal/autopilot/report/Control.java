package io.snapseal.autopilot.report;

import io.snapseal.autopilot.find.ScanReport;
import java.util.List;

/** A rule that a snapshot keeps or breaks. */
enum Control {
  /**
   * Security Hub's RDS.4, whose words and requirements these are (AWS Security Hub User Guide,
   * "Security Hub controls for Amazon RDS"). It does not ask whose key it is.
   */
  ENCRYPTED(
      "RDS.4",
      "RDS cluster snapshots and database snapshots should be encrypted at rest",
      "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-4") {
    @Override
    Verdict of(ScanReport.Snapshot found) {
      return switch (found.protection()) {
        case NONE -> Verdict.FAILED;
        case UNSUPPORTED -> found.keyArn() == null ? Verdict.NOT_AVAILABLE : Verdict.PASSED;
        default -> Verdict.PASSED;
      };
    }

    @Override
    List<String> requirements() {
      return List.of(
          "NIST.800-53.r5 CA-9(1)",
          "NIST.800-53.r5 CM-3(6)",
          "NIST.800-53.r5 SC-13",
          "NIST.800-53.r5 SC-28",
          "NIST.800-53.r5 SC-28(1)",
          "NIST.800-53.r5 SC-7(10)",
          "NIST.800-53.r5 SI-7(6)");
    }
  },

  /**
   * Snapseal's own: under the wanted key, or where none is named under any customer managed key.
   */
  OWN_KEY(
      "Snapseal.1",
      "RDS snapshots should be encrypted under the customer managed key that their owner wants",
      "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.Keys.html") {
    @Override
    Verdict of(ScanReport.Snapshot found) {
      return switch (found.protection()) {
        case RIGHT_KEY, CUSTOMER_KEY -> Verdict.PASSED;
        case UNSUPPORTED -> Verdict.NOT_AVAILABLE;
        default -> Verdict.FAILED;
      };
    }
  };

  /** What comes of it, in the words of ASFF's {@code Compliance.Status}. */
  enum Verdict {
    PASSED,
    FAILED,
    NOT_AVAILABLE
  }

  private final String id;
  private final String title;
  private final String url;

  Control(String id, String title, String url) {
    this.id = id;
    this.title = title;
    this.url = url;
  }

  /** Whether a snapshot keeps it. */
  abstract Verdict of(ScanReport.Snapshot found);

  String id() {
    return id;
  }

  String title() {
    return title;
  }

  /** What it serves, as Security Hub lists it. */
  List<String> requirements() {
    return List.of();
  }

  /** Where AWS explains it. */
  String url() {
    return url;
  }
}
