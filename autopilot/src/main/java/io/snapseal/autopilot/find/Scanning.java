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
      return blind(region, OwnFault.CANCELLED.saying("while looking at " + region));
    }
  }

  private ScanReport.Region look(String region) throws InterruptedException {
    RegionView view = new Lookout(clients, patience).all(region);
    if (view.failure() != null) {
      return blind(region, view.failure());
    }
    KeyAnswer wanted = wanted(region);
    Map<Lineage, String> made = made(region, view);
    List<ScanReport.Snapshot> found = new ArrayList<>();
    for (Snapshot snapshot : view.snapshots().values()) {
      KeyAnswer key = book.of(region, snapshot.keyId());
      Classification what = Classification.of(snapshot, key, wanted);
      found.add(report(region, snapshot, key, what, made));
    }
    return new ScanReport.Region(
        region,
        wanted == null ? null : wanted.arn(),
        found,
        temporaries(view, Kind.INSTANCE),
        temporaries(view, Kind.CLUSTER),
        wanted == null || wanted.unusable() == null ? view.partly() : wanted.unusable());
  }

  private static ScanReport.Region blind(String region, Failure why) {
    return new ScanReport.Region(region, null, List.of(), List.of(), List.of(), why);
  }

  private @Nullable KeyAnswer wanted(String region) throws InterruptedException {
    String key = wantedKey;
    return key == null ? null : patience.withKey(() -> keys.wanted(region, key));
  }

  /** What Snapseal made, by what it was made from, whatever the key, if it is under that key. */
  private Map<Lineage, String> made(String region, RegionView view) throws InterruptedException {
    Map<Lineage, String> made = new HashMap<>();
    for (Snapshot snapshot : view.snapshots().values()) {
      Lineage told = Tags.sealedFrom(snapshot);
      if (told != null && snapshot.condition() == Condition.AVAILABLE && snapshot.encrypted()) {
        KeyAnswer key = book.of(region, snapshot.keyId());
        if (key != null && told.keyArn().equals(key.arn())) {
          made.put(told.under(""), snapshot.id());
        }
      }
    }
    return made;
  }

  private static List<String> temporaries(RegionView view, Kind kind) {
    return view.databases().values().stream()
        .filter(database -> database.kind() == kind && Leftovers.ours(database))
        .map(Database::id)
        .toList();
  }

  private static ScanReport.Snapshot report(
      String region,
      Snapshot snapshot,
      @Nullable KeyAnswer key,
      Classification what,
      Map<Lineage, String> made) {
    Lineage from = Tags.sealedFrom(snapshot);
    String arn = key == null ? null : key.arn();
    boolean cluster = snapshot.kind() == Kind.CLUSTER;
    return new ScanReport.Snapshot(
        region,
        snapshot.id(),
        snapshot.arn(),
        snapshot.type(),
        snapshot.status() == null ? "" : snapshot.status(),
        snapshot.engine(),
        snapshot.engineVersion(),
        cluster ? "cluster" : "instance",
        cluster ? "" : snapshot.database(),
        cluster ? snapshot.database() : "",
        snapshot.gib(),
        snapshot.created() == null ? null : snapshot.created().toString(),
        what.protection(),
        arn == null ? snapshot.keyId() : arn,
        snapshot.created() == null ? null : made.get(Lineage.itself(snapshot, "")),
        from == null ? null : from.sourceArn(),
        Leftovers.ours(snapshot),
        Tags.asMap(snapshot.tags()),
        what.failure());
  }
}
