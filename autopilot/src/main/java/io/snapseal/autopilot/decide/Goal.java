package io.snapseal.autopilot.decide;

import io.snapseal.autopilot.aws.Failure;
import io.snapseal.autopilot.find.Lineage;
import io.snapseal.autopilot.find.Names;
import io.snapseal.autopilot.find.Route;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is wanted for one source: the policy, applied to it.
 *
 * @param region of the source
 * @param sourceId its identifier
 * @param sourceArn its ARN
 * @param engine its engine
 * @param automated whether only its retention period can delete it
 * @param underKey whether the source itself is already under the wanted key: then it is its own
 *     target and is never deleted
 * @param origin source and wanted key
 * @param route never {@code AUTO}
 * @param copies for each other region, the origin under that region's key
 * @param verification what proof is asked
 * @param trustTested whether a restore test of an earlier run, told by a tag, counts
 * @param deleteSource whether policy wants the source gone
 * @param refusal why nothing may be made at all, such as a wanted key that is disabled; null if
 *     none
 * @param unreadable why the source cannot be read, such as its own key being disabled; no matter
 *     once a sealed snapshot exists; null if it can
 */
public record Goal(
    String region,
    String sourceId,
    String sourceArn,
    String engine,
    boolean automated,
    boolean underKey,
    Lineage origin,
    Route route,
    Map<String, Lineage> copies,
    Verification verification,
    boolean trustTested,
    boolean deleteSource,
    @Nullable Failure refusal,
    @Nullable Failure unreadable) {

  public String sealedId() {
    return underKey ? sourceId : Names.sealed(origin);
  }

  public String temporaryInstanceId() {
    return Names.temporaryInstance(origin, engine);
  }

  public String temporarySnapshotId() {
    return Names.temporarySnapshot(origin);
  }

  public String checkInstanceId() {
    return Names.checkInstance(origin, engine);
  }

  public String copyId(String destination) {
    Lineage copy = copies.get(destination);
    if (copy == null) {
      throw new IllegalArgumentException("no copy is wanted in " + destination);
    }
    return Names.sealed(copy);
  }

  public boolean deletesSource() {
    return deleteSource && !underKey && !automated;
  }

  public Step step(Step.Kind kind) {
    return new Step(kind, region);
  }

  public static Step copyTo(String destination) {
    return new Step(Step.Kind.COPY_TO, destination);
  }
}
