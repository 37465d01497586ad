package io.snapseal.autopilot.find;

import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

/** Which resources are Snapseal's temporaries, whatever they were made for: tags and name fit. */
public final class Leftovers {
  private Leftovers() {}

  public static boolean ours(DBInstance instance) {
    Lineage told = Tags.read(instance.tagList());
    String id = instance.dbInstanceIdentifier();
    String engine = instance.engine() == null ? "" : instance.engine();
    return told != null
        && Tags.temporary(instance.tagList())
        && (id.equals(Names.temporaryInstance(told, engine))
            || id.equals(Names.checkInstance(told, engine)));
  }

  public static boolean ours(DBSnapshot snapshot) {
    Lineage told = Tags.read(snapshot.tagList());
    return told != null
        && Tags.temporary(snapshot.tagList())
        && snapshot.dbSnapshotIdentifier().equals(Names.temporarySnapshot(told));
  }
}
