package io.snapseal.autopilot.find;

import io.snapseal.autopilot.aws.Failure;
import io.snapseal.autopilot.aws.OwnFault;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

/** Which snapshots can be sealed at all. */
public final class Support {
  /** CopyDBSnapshot's KmsKeyId "doesn't apply to RDS Custom"; the others have cluster snapshots. */
  private static final List<String> ENGINES_LEFT_OUT =
      List.of("custom-", "aurora", "neptune", "docdb");

  private static final Set<String> KINDS = Set.of("manual", "automated");

  private Support() {}

  /** Why a snapshot is not for sealing; null if it is. */
  public static @Nullable Failure refusal(DBSnapshot snapshot) {
    String id = snapshot.dbSnapshotIdentifier();
    String engine = snapshot.engine() == null ? "" : snapshot.engine();
    if (ENGINES_LEFT_OUT.stream().anyMatch(engine::startsWith)) {
      return OwnFault.UNSUPPORTED.saying(id + " is of engine " + engine);
    }
    if (snapshot.snapshotType() != null && !KINDS.contains(snapshot.snapshotType())) {
      return OwnFault.UNSUPPORTED.saying(id + " is of kind " + snapshot.snapshotType());
    }
    return null;
  }
}
