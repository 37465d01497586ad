package io.snapseal.autopilot;

import io.snapseal.autopilot.act.ProgressListener;
import io.snapseal.autopilot.act.RestoreCheck;
import io.snapseal.autopilot.act.RestoreSettings;
import io.snapseal.autopilot.act.Tools;
import io.snapseal.autopilot.aws.Clients;
import io.snapseal.autopilot.aws.Pause;
import io.snapseal.autopilot.find.ScanReport;
import io.snapseal.autopilot.find.ScanRequest;
import io.snapseal.autopilot.find.Scanning;
import io.snapseal.autopilot.plan.Applying;
import io.snapseal.autopilot.plan.FleetReport;
import io.snapseal.autopilot.plan.Plan;
import io.snapseal.autopilot.plan.Planning;
import io.snapseal.autopilot.policy.Policy;
import io.snapseal.autopilot.prove.VerifyReport;
import io.snapseal.autopilot.prove.VerifyRequest;
import io.snapseal.autopilot.prove.Verifying;
import io.snapseal.autopilot.seal.SealReport;
import io.snapseal.autopilot.seal.SealRequest;
import io.snapseal.autopilot.seal.Sealing;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Finds snapshots that are not under their owner's key, seals them and proves it.
 *
 * <p>Holds no state between calls: everything it needs to know stands in the snapshots' names and
 * tags. Killed anywhere, run twice or run by two at once, it ends in the same place. Deletes only
 * what its tags prove it made for the very source at hand.
 */
public final class Autopilot {
  private final Tools tools;

  /** With an available instance as restore check, and pauses jittered from the clock's reading. */
  public Autopilot(Clients clients, Clock clock, Pause pause, ProgressListener progress) {
    this(
        clients,
        clock,
        pause,
        progress,
        RestoreCheck.becomesAvailable(),
        new SplittableRandom(clock.millis()));
  }

  /**
   * With everything injected.
   *
   * @param clients of the account
   * @param clock tells the time
   * @param pause waits
   * @param progress is told what happens
   * @param check what a restored instance must answer
   * @param random spreads retries
   */
  public Autopilot(
      Clients clients,
      Clock clock,
      Pause pause,
      ProgressListener progress,
      RestoreCheck check,
      RandomGenerator random) {
    this.tools = new Tools(clients, clock, pause, progress, check, random);
  }

  /** Classifies every snapshot of these regions. */
  public ScanReport scan(List<String> regions) {
    return scan(new ScanRequest(regions, null));
  }

  /** Classifies every snapshot; a region that does not answer is reported, not thrown. */
  public ScanReport scan(ScanRequest request) {
    return new Scanning(tools.clients(), tools.patience(), request.key()).run(request.regions());
  }

  /** Seals; failures are in the report, one snapshot's never stops another's. */
  public SealReport seal(SealRequest request) {
    return new Sealing(tools, request).run();
  }

  /** Says what a policy would do in these regions; changes nothing. */
  public Plan plan(Policy policy, List<String> regions) {
    return new Planning(tools, policy).run(regions);
  }

  /**
   * Does what a plan says.
   *
   * @throws IllegalArgumentException if the plan is of another account
   */
  public FleetReport apply(Plan plan) {
    return new Applying(tools, plan).run();
  }

  /** Verifies with the defaults of {@link VerifyRequest} and a wait of 12 hours. */
  public VerifyReport verify(
      String region, List<String> snapshots, boolean restore, Optional<String> expectedKey) {
    return verify(
        new VerifyRequest(
            region,
            snapshots,
            restore,
            expectedKey.orElse(null),
            Duration.ofHours(12),
            RestoreSettings.defaults()));
  }

  /** Proves snapshots anew, trusting no tag; changes nothing but temporary instances. */
  public VerifyReport verify(VerifyRequest request) {
    return new Verifying(tools, request).run();
  }
}
