package io.snapseal.autopilot.find;

import io.snapseal.autopilot.aws.Clients;
import io.snapseal.autopilot.aws.Condition;
import io.snapseal.autopilot.aws.Failure;
import io.snapseal.autopilot.aws.KeyAnswer;
import io.snapseal.autopilot.aws.KeyBook;
import io.snapseal.autopilot.aws.Keys;
import io.snapseal.autopilot.aws.OwnFault;
import io.snapseal.autopilot.aws.Patience;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

/** One run of {@code scan}: reads only. */
public final class Scanning {
  private final Clients clients;
  private final @Nullable String wantedKey;
  private final Patience patience;
  private final Keys keys;
  private final KeyBook book;

  public Scanning(Clients clients, Patience patience, @Nullable String wantedKey) {
    this.clients = clients;
    this.wantedKey = wantedKey;
    this.patience = patience;
    this.keys = new Keys(clients);
    this.book = new KeyBook(keys, patience);
  }

  public ScanReport run(List<String> regions) {
    List<ScanReport.Region> reports = new ArrayList<>();
    for (String region : regions) {
      reports.add(scan(region));
    }
    return new ScanReport(reports);
  }

  private ScanReport.Region scan(String region) {
    try {
      return look(region);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      Failure cancelled = OwnFault.CANCELLED.saying("while looking at " + region);
      return new ScanReport.Region(region, null, List.of(), List.of(), cancelled);
    }
  }

  private ScanReport.Region look(String region) throws InterruptedException {
    RegionView view = new Lookout(clients, patience).all(region);
    if (view.failure() != null) {
      return new ScanReport.Region(region, null, List.of(), List.of(), view.failure());
    }
    KeyAnswer wanted = wanted(region);
    Map<Lineage, String> made = made(view);
    List<ScanReport.Snapshot> found = new ArrayList<>();
    for (DBSnapshot snapshot : view.snapshots().values()) {
      KeyAnswer key = book.of(region, snapshot.kmsKeyId());
      Classification what = Classification.of(snapshot, key, wanted);
      found.add(report(region, snapshot, key, what, made));
    }
    return new ScanReport.Region(
        region,
        wanted == null ? null : wanted.arn(),
        found,
        temporaries(view),
        wanted == null ? null : wanted.unusable());
  }

  private @Nullable KeyAnswer wanted(String region) throws InterruptedException {
    String key = wantedKey;
    return key == null ? null : patience.withKey(() -> keys.wanted(region, key));
  }

  /** What Snapseal made, by what it was made from, whatever the key. */
  private static Map<Lineage, String> made(RegionView view) {
    Map<Lineage, String> made = new HashMap<>();
    for (DBSnapshot snapshot : view.snapshots().values()) {
      Lineage told = Tags.sealedFrom(snapshot);
      if (told != null && Condition.of(snapshot.status()) == Condition.AVAILABLE) {
        made.put(told.under(""), snapshot.dbSnapshotIdentifier());
      }
    }
    return made;
  }

  private static List<String> temporaries(RegionView view) {
    return view.instances().values().stream()
        .filter(Leftovers::ours)
        .map(instance -> instance.dbInstanceIdentifier())
        .toList();
  }

  private static ScanReport.Snapshot report(
      String region,
      DBSnapshot snapshot,
      @Nullable KeyAnswer key,
      Classification what,
      Map<Lineage, String> made) {
    Lineage from = Tags.sealedFrom(snapshot);
    String arn = key == null ? null : key.arn();
    return new ScanReport.Snapshot(
        region,
        snapshot.dbSnapshotIdentifier(),
        text(snapshot.dbSnapshotArn()),
        text(snapshot.snapshotType()),
        text(snapshot.status()),
        text(snapshot.engine()),
        text(snapshot.engineVersion()),
        text(snapshot.dbInstanceIdentifier()),
        snapshot.allocatedStorage() == null ? 0 : snapshot.allocatedStorage(),
        snapshot.snapshotCreateTime() == null ? null : snapshot.snapshotCreateTime().toString(),
        what.protection(),
        arn == null ? snapshot.kmsKeyId() : arn,
        sealedAs(snapshot, made),
        from == null ? null : from.sourceArn(),
        Leftovers.ours(snapshot),
        Tags.asMap(snapshot.tagList()),
        what.failure());
  }

  private static @Nullable String sealedAs(DBSnapshot snapshot, Map<Lineage, String> made) {
    if (snapshot.snapshotCreateTime() == null) {
      return null;
    }
    Lineage itself = new Lineage(text(snapshot.dbSnapshotArn()), snapshot.snapshotCreateTime(), "");
    return made.get(itself);
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }
}
