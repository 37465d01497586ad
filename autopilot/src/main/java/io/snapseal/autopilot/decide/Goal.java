package io.snapseal.autopilot.decide;

import io.snapseal.autopilot.aws.Failure;
import io.snapseal.autopilot.find.Kind;
import io.snapseal.autopilot.find.Lineage;
import io.snapseal.autopilot.find.Names;
import io.snapseal.autopilot.find.Route;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is wanted for one source: the policy, applied to it.
 *
 * @param kind whether the source is of an instance or of a cluster
 * @param region of the source
 * @param sourceId its identifier
 * @param sourceArn its ARN
 * @param engine its engine
 * @param engineVersion its engine's version
 * @param manual whether it is this account's to delete: not RDS's, AWS Backup's or another
 *     account's
 * @param underKey whether the source itself is already under the wanted key: then it is its own
 *     target and is never deleted
 * @param origin source and wanted key
 * @param route never {@code AUTO}
 * @param copies for each other region, the origin under that region's key
 * @param verification what proof is asked
 * @param trustTested whether a restore test of an earlier run, told by a tag, counts
 * @param source what policy wants to become of the source
 * @param refusal why nothing may be made at all, such as a wanted key that is disabled; null if
 *     none
 * @param obstacle why the source cannot be sealed, such as its own key being disabled; no matter
 *     once a sealed snapshot exists; null if it can
 */
public record Goal(
    Kind kind,
    String region,
    String sourceId,
    String sourceArn,
    String engine,
    String engineVersion,
    boolean manual,
    boolean underKey,
    Lineage origin,
    Route route,
    Map<String, Lineage> copies,
    Verification verification,
    boolean trustTested,
    SourceRule source,
    @Nullable Failure refusal,
    @Nullable Failure obstacle) {

  public String sealedId() {
    return underKey ? sourceId : Names.sealed(origin);
  }

  /** The temporary instance, or the one member of the temporary cluster. */
  public String instanceId(Purpose purpose) {
    return purpose == Purpose.CHECK
        ? Names.checkInstance(origin, engine)
        : Names.temporaryInstance(origin, engine);
  }

  /** The temporary cluster. */
  public String clusterId(Purpose purpose) {
    return purpose == Purpose.CHECK ? Names.checkCluster(origin) : Names.temporaryCluster(origin);
  }

  public String temporarySnapshotId() {
    return Names.temporarySnapshot(origin);
  }

  public String copyId(String destination) {
    Lineage copy = copies.get(destination);
    if (copy == null) {
      throw new IllegalArgumentException("no copy is wanted in " + destination);
    }
    return Names.sealed(copy);
  }

  public boolean deletesSource() {
    return source.fate() == SourceRule.Fate.DELETE && !underKey && manual;
  }

  /** Whether the source is to be tagged with what supersedes it. */
  boolean marksSource() {
    return source.fate() == SourceRule.Fate.TAG && !underKey && manual;
  }

  /** The step that makes the sealed snapshot. */
  Step making() {
    return step(route == Route.CLUSTER ? Step.Kind.SNAPSHOT : Step.Kind.COPY);
  }

  public Step step(Step.Kind kind) {
    return new Step(kind, region);
  }

  public static Step copyTo(String destination) {
    return new Step(Step.Kind.COPY_TO, destination);
  }
}
