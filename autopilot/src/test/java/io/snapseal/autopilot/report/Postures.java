package io.snapseal.autopilot.report;

import io.snapseal.autopilot.aws.Failure;
import io.snapseal.autopilot.find.Protection;
import io.snapseal.autopilot.find.ScanReport;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a scan may have found. */
final class Postures {
  static final String ACCOUNT = "123456789012";
  static final String KEY = "arn:aws:kms:us-east-1:123456789012:key/1";
  static final Instant AT = Instant.parse("2026-03-01T12:00:00Z");

  private Postures() {}

  static ScanReport.Snapshot snapshot(String id, Protection protection, Map<String, String> tags) {
    return snapshot(id, "manual", "instance", protection, null, tags);
  }

  static ScanReport.Snapshot snapshot(
      String id,
      String type,
      String kind,
      Protection protection,
      @Nullable String sealedAs,
      Map<String, String> tags) {
    boolean cluster = kind.equals("cluster");
    return new ScanReport.Snapshot(
        "us-east-1",
        id,
        "arn:aws:rds:us-east-1:123456789012:" + (cluster ? "cluster-snapshot:" : "snapshot:") + id,
        type,
        "available",
        "postgres",
        "17.6",
        kind,
        cluster ? "" : "shop",
        cluster ? "shop" : "",
        20,
        "2026-01-02T03:04:05.678Z",
        protection,
        protection == Protection.NONE || protection == Protection.AWS_OWNED ? null : KEY,
        sealedAs,
        null,
        false,
        tags,
        null);
  }

  static Posture of(ScanReport.Snapshot... snapshots) {
    return with(null, snapshots);
  }

  static Posture with(@Nullable Failure failure, ScanReport.Snapshot... snapshots) {
    ScanReport.Region region =
        new ScanReport.Region(
            "us-east-1", KEY, Arrays.asList(snapshots), List.of(), List.of(), failure);
    return new Posture(AT, List.of(new Posture.Account(ACCOUNT, new ScanReport(List.of(region)))));
  }

  /** One of each kind of protection. */
  static Posture everything() {
    return of(
        Arrays.stream(Protection.values())
            .map(one -> snapshot(Words.of(one), one, Map.of("a", "1", "b", "2", "c", "3")))
            .toArray(ScanReport.Snapshot[]::new));
  }
}
