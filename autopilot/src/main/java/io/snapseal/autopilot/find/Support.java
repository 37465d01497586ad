package io.snapseal.autopilot.find;

import io.snapseal.autopilot.aws.Failure;
import io.snapseal.autopilot.aws.OwnFault;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which snapshots can be sealed at all. */
public final class Support {
  /** CopyDBSnapshot's KmsKeyId "doesn't apply to RDS Custom"; the others are not RDS's own. */
  private static final List<String> ENGINES_LEFT_OUT = List.of("custom-", "neptune", "docdb");

  private static final Set<String> TYPES = Set.of("manual", "automated", "awsbackup", "shared");
  private static final String AURORA = "aurora";

  private Support() {}

  /** Why a snapshot is not for sealing; null if it is. */
  public static @Nullable Failure refusal(Snapshot snapshot) {
    String id = snapshot.id();
    String engine = snapshot.engine();
    if (ENGINES_LEFT_OUT.stream().anyMatch(engine::startsWith)) {
      return OwnFault.UNSUPPORTED.saying(id + " is of engine " + engine);
    }
    if (!TYPES.contains(snapshot.type())) {
      return OwnFault.UNSUPPORTED.saying(id + " is of type " + snapshot.type());
    }
    boolean aurora = engine.startsWith(AURORA);
    if (snapshot.kind() == Kind.CLUSTER && !aurora && !engine.isEmpty()) {
      return OwnFault.MULTI_AZ_CLUSTER.saying(id + " is of a Multi-AZ DB cluster of " + engine);
    }
    if (snapshot.kind() == Kind.INSTANCE && aurora) {
      return OwnFault.UNSUPPORTED.saying(id + " is of an instance of " + engine);
    }
    return null;
  }
}
