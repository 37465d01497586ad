package io.snapseal.autopilot.decide;

import io.snapseal.autopilot.aws.Failure;
import io.snapseal.autopilot.aws.KeyBook;
import io.snapseal.autopilot.find.Database;
import io.snapseal.autopilot.find.Snapshot;
import io.snapseal.autopilot.find.Tags;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What there is for one source at one moment, found by the names its {@link Goal} gives.
 *
 * @param now the moment
 * @param source null when gone
 * @param sealed the target, which is the source itself where that is under the key
 * @param temporary the database to be snapshotted, of the routes {@code restore} and {@code
 *     cluster}
 * @param temporarySnapshot of the route {@code restore}
 * @param check the database of the restore test
 * @param copies by region; a region without one is missing
 * @param keyArns what the reported key of a region ({@link KeyBook#name}) resolves to
 * @param restoreTested whether this run's restore test passed
 * @param setbacks what steps have met with in this run
 * @param stop why to stop: out of time or cancelled; null to go on
 */
public record Observed(
    Instant now,
    @Nullable Snapshot source,
    @Nullable Snapshot sealed,
    Restored temporary,
    @Nullable Snapshot temporarySnapshot,
    Restored check,
    Map<String, Snapshot> copies,
    Map<String, String> keyArns,
    boolean restoreTested,
    Map<Step, Setback> setbacks,
    @Nullable Failure stop) {

  /** The temporary database of a purpose. */
  public Restored restored(Purpose purpose) {
    return purpose == Purpose.CHECK ? check : temporary;
  }

  /** How far the target has come. */
  public Standing standing(Goal goal) {
    String keyArn = sealed == null ? "" : keyArn(goal.region(), sealed);
    return Standing.of(sealed, keyArn, goal.origin(), goal.underKey());
  }

  /** Whether a restore test passed, now or, where that counts, earlier. */
  public boolean tested(Goal goal) {
    // The owner's own snapshot carries no such tag of Snapseal's, whatever it carries.
    boolean earlier =
        goal.trustTested()
            && sealed != null
            && (!goal.underKey() || Tags.sealedFrom(sealed) != null)
            && Tags.restoreTested(sealed.tags());
    return restoreTested || earlier;
  }

  /** Whether a step is beyond trying again. */
  boolean givenUp(Step step) {
    Setback setback = setbacks.get(step);
    return setback != null && setback.isFinal();
  }

  /** The ARN of the key that protects a snapshot; empty if it has none or it does not resolve. */
  public String keyArn(String region, Snapshot snapshot) {
    if (snapshot.keyId() == null) {
      return "";
    }
    return keyArns.getOrDefault(KeyBook.name(region, snapshot.keyId()), "");
  }

  /** Snapseal's temporaries that are there, by identifier. */
  public List<String> left(Goal goal) {
    List<String> left = new ArrayList<>();
    for (Restored restored : List.of(temporary, check)) {
      for (Database database : Arrays.asList(restored.instance(), restored.cluster())) {
        if (database != null && Temporary.of(database, goal.origin()).ours()) {
          left.add(database.id());
        }
      }
    }
    if (temporarySnapshot != null && Temporary.of(temporarySnapshot, goal.origin()).ours()) {
      left.add(temporarySnapshot.id());
    }
    return left;
  }
}
