package io.snapseal.autopilot.find;

import java.util.Set;

/** Which resources are Snapseal's temporaries, whatever they were made for: tags and name fit. */
public final class Leftovers {
  private Leftovers() {}

  public static boolean ours(Database database) {
    Lineage told = Tags.read(database.tags());
    return told != null && Tags.temporary(database.tags()) && named(database, told);
  }

  public static boolean ours(Snapshot snapshot) {
    Lineage told = Tags.read(snapshot.tags());
    return told != null
        && Tags.temporary(snapshot.tags())
        && snapshot.id().equals(Names.temporarySnapshot(told));
  }

  private static boolean named(Database database, Lineage told) {
    Set<String> names =
        database.kind() == Kind.CLUSTER
            ? Set.of(Names.temporaryCluster(told), Names.checkCluster(told))
            : Set.of(
                Names.temporaryInstance(told, database.engine()),
                Names.checkInstance(told, database.engine()));
    return names.contains(database.id());
  }
}
