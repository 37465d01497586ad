package io.snapseal.autopilot.fake;

import io.snapseal.autopilot.Autopilot;
import io.snapseal.autopilot.act.ProgressListener;
import io.snapseal.autopilot.act.RestoreCheck;
import io.snapseal.autopilot.aws.Failure;
import io.snapseal.autopilot.decide.Verification;
import io.snapseal.autopilot.find.Route;
import io.snapseal.autopilot.seal.SealReport;
import io.snapseal.autopilot.seal.SealRequest;
import io.snapseal.autopilot.seal.SnapshotReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** A virtual account with two regions, a key in each, and an autopilot over it. */
public final class World {
  public static final String HOME = "us-east-1";
  public static final String AWAY = "eu-west-1";

  public final VirtualClock clock = new VirtualClock();
  public final FakeAws aws = new FakeAws(clock);
  public final FakeRds home = aws.rds(HOME);
  public final FakeRds away = aws.rds(AWAY);
  public final String key = aws.kms(HOME).key("backup");
  public final String awayKey = aws.kms(AWAY).key("backup-eu");
  public final String otherKey = aws.kms(HOME).key("legacy");
  public final List<ProgressListener.Event> events = new ArrayList<>();
  public RestoreCheck check = RestoreCheck.becomesAvailable();

  public Autopilot autopilot() {
    return new Autopilot(aws, clock, clock, events::add, check, new SplittableRandom(1));
  }

  public SealRequest.Builder request(String... ids) {
    return SealRequest.of(HOME, "alias/backup").snapshots(List.of(ids));
  }

  /** Restores, copies to the other region, tests and deletes the source: every step there is. */
  public SealRequest.Builder everything(String... ids) {
    return request(ids)
        .route(Route.RESTORE)
        .copyTo(Map.of(AWAY, "alias/backup-eu"))
        .verification(Verification.RESTORE)
        .deleteSource(true);
  }

  public SealReport seal(SealRequest.Builder request) {
    return autopilot().seal(request.build());
  }

  public SnapshotReport sealOne(SealRequest.Builder request) {
    SealReport report = seal(request);
    if (report.snapshots().size() != 1) {
      throw new AssertionError("expected one report: " + report);
    }
    return report.snapshots().get(0);
  }

  /** Lets virtual time go by, so that AWS finishes what it is at. */
  public void later(Duration time) {
    clock.advance(time);
    home.settle();
    away.settle();
  }

  public static @Nullable String code(SnapshotReport report) {
    return report.failure() == null ? null : report.failure().code();
  }

  /** Why the first thing failed that did. */
  public static Failure why(SealReport report) {
    return report.failure() != null ? report.failure() : why(report.snapshots().get(0));
  }

  public static Failure why(SnapshotReport report) {
    Failure why = report.failure();
    if (why == null) {
      throw new AssertionError("did not fail: " + report);
    }
    return why;
  }
}
