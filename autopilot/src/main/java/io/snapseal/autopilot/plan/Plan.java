package io.snapseal.autopilot.plan;

import io.snapseal.autopilot.act.RestoreSettings;
import io.snapseal.autopilot.act.StepReport;
import io.snapseal.autopilot.aws.Failure;
import io.snapseal.autopilot.decide.SourceRule;
import io.snapseal.autopilot.decide.Verification;
import io.snapseal.autopilot.find.Protection;
import io.snapseal.autopilot.find.Route;
import io.snapseal.autopilot.seal.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What would be done for each snapshot that a policy is for. Made of strings, numbers, lists and
 * records, so that it can be written, reviewed, read again and applied as it is.
 *
 * @param version of this form: 1
 * @param account whose snapshots they are
 * @param created when it was made, an ISO-8601 instant
 * @param regions where it looked
 * @param items one per snapshot
 * @param restores where temporary databases are placed
 * @param concurrent snapshots worked on at once
 * @param patience how long a run may take, an ISO-8601 duration
 */
public record Plan(
    int version,
    String account,
    String created,
    List<Region> regions,
    List<Item> items,
    RestoreSettings restores,
    int concurrent,
    String patience) {
  /** The only form there is. */
  public static final int VERSION = 1;

  public Plan {
    if (version != VERSION) {
      throw new IllegalArgumentException("plans of version " + version + " are not known");
    }
    Duration.parse(patience);
    regions = List.copyOf(regions);
    items = List.copyOf(items);
  }

  /** Whether something stands in the way of anything that can be sealed at all. */
  public boolean blocked() {
    return items.stream()
            .filter(item -> item.outcome() != Outcome.NOT_SUPPORTED)
            .anyMatch(item -> !item.blockers().isEmpty())
        || regions.stream().anyMatch(region -> !region.blockers().isEmpty());
  }

  /**
   * Whether it may delete sources: at once, or since a grace period is over by the time it is
   * applied. What is said of steps does not count, only what is acted upon.
   */
  public boolean deletes() {
    return items.stream()
        .filter(Item::actionable)
        .anyMatch(item -> item.fate() == SourceRule.Fate.DELETE);
  }

  /**
   * A region and what its quotas leave.
   *
   * @param region its name
   * @param quotas of snapshots; empty where they may not be asked
   * @param newGib storage of the new snapshots, at most, in GiB
   * @param temporaryGib storage of the temporary databases and snapshots, at most, in GiB
   * @param blockers what stands in the way of everything there
   */
  public record Region(
      String region, List<Quota> quotas, long newGib, long temporaryGib, List<Failure> blockers) {
    public Region {
      quotas = List.copyOf(quotas);
      blockers = List.copyOf(blockers);
    }
  }

  /**
   * A quota of a region.
   *
   * @param name as RDS says, such as {@code ManualSnapshots}
   * @param used how much is used
   * @param max how much may be used
   * @param needed how much more the plan needs
   */
  public record Quota(String name, long used, long max, long needed) {
    /** Whether the plan fits. */
    public boolean enough() {
      return used + needed <= max;
    }
  }

  /**
   * What would be done for one snapshot.
   *
   * @param region where it is
   * @param id its identifier
   * @param arn its ARN
   * @param snapshotCreated its SnapshotCreateTime; null while it is being created
   * @param kind {@code instance} or {@code cluster}
   * @param type {@code manual}, {@code automated}, {@code awsbackup} or {@code shared}
   * @param engine its engine
   * @param gib its allocated storage in GiB
   * @param protection what protects it now
   * @param rule the policy's rule that counts
   * @param outcome {@code WOULD_SEAL}; {@code SEALED} or {@code ALREADY_UNDER_KEY} if nothing is to
   *     be made; {@code NOT_SUPPORTED} or {@code FAILED} with blockers
   * @param route how
   * @param key the wanted key: its ARN where it resolves; null if none is named
   * @param copyTo other regions, each with its key
   * @param verification what proof is asked
   * @param fate what becomes of the source
   * @param grace how long it is kept before it is deleted, an ISO-8601 duration
   * @param sealedId the name of the sealed snapshot, where it exists
   * @param steps in order
   * @param temporaries names of everything that is made and deleted again
   * @param blockers why it cannot be done
   */
  public record Item(
      String region,
      String id,
      String arn,
      @Nullable String snapshotCreated,
      String kind,
      String type,
      String engine,
      int gib,
      Protection protection,
      String rule,
      Outcome outcome,
      Route route,
      @Nullable String key,
      Map<String, String> copyTo,
      Verification verification,
      SourceRule.Fate fate,
      String grace,
      @Nullable String sealedId,
      List<StepReport> steps,
      List<String> temporaries,
      List<Failure> blockers) {
    public Item {
      Duration.parse(grace);
      if (snapshotCreated != null) {
        Instant.parse(snapshotCreated);
      }
      copyTo = Collections.unmodifiableMap(new LinkedHashMap<>(copyTo));
      steps = List.copyOf(steps);
      temporaries = List.copyOf(temporaries);
      blockers = List.copyOf(blockers);
    }

    /** Whether anything is to be done for it, and can be. */
    public boolean actionable() {
      return blockers.isEmpty() && !steps.isEmpty() && key != null;
    }
  }
}
