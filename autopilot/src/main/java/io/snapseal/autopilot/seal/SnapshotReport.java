package io.snapseal.autopilot.seal;

import io.snapseal.autopilot.act.StepReport;
import io.snapseal.autopilot.aws.Failure;
import io.snapseal.autopilot.find.Route;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was done for one source snapshot.
 *
 * @param region of the source
 * @param id of the source
 * @param arn of the source; null if there is no such snapshot
 * @param outcome what became of it
 * @param sealedId the snapshot under the wanted key: the sealed one, or the source itself; null if
 *     none
 * @param sealedArn its ARN
 * @param keyArn the key that really protects it, resolved by KMS
 * @param route the route asked for, {@code AUTO} resolved
 * @param copies in other regions, in the order asked
 * @param restoreTested whether a restore of the sealed snapshot passed, now or in an earlier run
 * @param restoreDetail what the restore check found; null if none ran in this run
 * @param sourceDeleted whether this run deleted the source
 * @param note something to know that is no failure, such as why an automated source stays; else
 *     null
 * @param temporariesLeft instances and snapshots of Snapseal's that could not be deleted yet
 * @param steps in order of beginning
 * @param failure why it failed, else null
 */
public record SnapshotReport(
    String region,
    String id,
    @Nullable String arn,
    Outcome outcome,
    @Nullable String sealedId,
    @Nullable String sealedArn,
    @Nullable String keyArn,
    Route route,
    List<CopyReport> copies,
    boolean restoreTested,
    @Nullable String restoreDetail,
    boolean sourceDeleted,
    @Nullable String note,
    List<String> temporariesLeft,
    List<StepReport> steps,
    @Nullable Failure failure) {
  public SnapshotReport {
    copies = List.copyOf(copies);
    temporariesLeft = List.copyOf(temporariesLeft);
    steps = List.copyOf(steps);
  }
}
