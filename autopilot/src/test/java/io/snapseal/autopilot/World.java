package io.snapseal.autopilot;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** A virtual account with two regions, a key in each, and an autopilot over it. */
final class World {
  static final String HOME = "us-east-1";
  static final String AWAY = "eu-west-1";

  final VirtualClock clock = new VirtualClock();
  final FakeAws aws = new FakeAws(clock);
  final FakeRds home = aws.rds(HOME);
  final FakeRds away = aws.rds(AWAY);
  final String key = aws.kms(HOME).key("backup");
  final String awayKey = aws.kms(AWAY).key("backup-eu");
  final String otherKey = aws.kms(HOME).key("legacy");
  final List<ProgressListener.Event> events = new ArrayList<>();
  RestoreCheck check = RestoreCheck.becomesAvailable();

  Autopilot autopilot() {
    return new Autopilot(aws, clock, clock, events::add, check, new SplittableRandom(1));
  }

  SealRequest.Builder request(String... ids) {
    return SealRequest.of(HOME, "alias/backup").snapshots(List.of(ids));
  }

  /** Restores, copies to the other region, tests and deletes the source: every step there is. */
  SealRequest.Builder everything(String... ids) {
    return request(ids)
        .route(Route.RESTORE)
        .copyTo(Map.of(AWAY, "alias/backup-eu"))
        .verification(Verification.RESTORE)
        .deleteSource(true);
  }

  SealReport seal(SealRequest.Builder request) {
    return autopilot().seal(request.build());
  }

  SnapshotReport sealOne(SealRequest.Builder request) {
    SealReport report = seal(request);
    if (report.snapshots().size() != 1) {
      throw new AssertionError("expected one report: " + report);
    }
    return report.snapshots().get(0);
  }

  /** Lets virtual time go by, so that AWS finishes what it is at. */
  void later(Duration time) {
    clock.advance(time);
    home.settle();
    away.settle();
  }

  static @Nullable String code(SnapshotReport report) {
    return report.failure() == null ? null : report.failure().code();
  }

  /** Why the first thing failed that did. */
  static Failure why(SealReport report) {
    return report.failure() != null ? report.failure() : why(report.snapshots().get(0));
  }

  static Failure why(SnapshotReport report) {
    Failure why = report.failure();
    if (why == null) {
      throw new AssertionError("did not fail: " + report);
    }
    return why;
  }
}
