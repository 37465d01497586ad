package io.snapseal.autopilot.find;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * AWS Backup's snapshots, where the usual list leaves them out: the reference promises "automated
 * and manual" for it (RDS API Reference, DescribeDBSnapshots, SnapshotType). They are asked for
 * once, and again only where that has shown more.
 */
final class BackupListing {
  private final Map<String, Boolean> needed = new HashMap<>();

  List<Snapshot> added(String region, List<Snapshot> usual, Supplier<List<Snapshot>> backups) {
    if (Boolean.FALSE.equals(needed.get(region))) {
      return usual;
    }
    Set<String> known = usual.stream().map(Snapshot::id).collect(Collectors.toSet());
    List<Snapshot> more =
        backups.get().stream().filter(snapshot -> !known.contains(snapshot.id())).toList();
    needed.put(region, !more.isEmpty());
    List<Snapshot> all = new ArrayList<>(usual);
    all.addAll(more);
    return all;
  }
}
