package io.snapseal.autopilot.report;

import io.snapseal.autopilot.aws.Failure;
import io.snapseal.autopilot.find.Protection;
import io.snapseal.autopilot.find.ScanReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The report for scripts: maps, lists, strings, numbers and booleans, in a fixed order under names
 * that stay; {@code version} changes if they do not. What is not known is left out.
 */
public final class PostureJson {
  private static final int VERSION = 1;

  private PostureJson() {}

  /** The document as a tree. */
  public static Map<String, Object> tree(Posture posture) {
    List<Posture.Entry> entries = posture.entries();
    Fields summary = Fields.with("all", counts(Census.all(entries)));
    for (Census.Dimension dimension : Census.Dimension.values()) {
      summary.and(
          dimension.word(),
          Census.by(dimension, entries).stream()
              .map(group -> Fields.with("name", group.name()).and("counts", counts(group)).map())
              .toList());
    }
    return Fields.with("version", VERSION)
        .and("generated", posture.at().toString())
        .and("complete", posture.gaps().isEmpty())
        .and("wantedKeys", wanted(posture))
        .and("gaps", posture.gaps().stream().map(PostureJson::gap).toList())
        .and("summary", summary.map())
        .and("snapshots", entries.stream().map(PostureJson::snapshot).toList())
        .map();
  }

  private static List<Object> wanted(Posture posture) {
    List<Object> keys = new ArrayList<>();
    for (Posture.Account account : posture.accounts()) {
      for (ScanReport.Region region : account.scan().regions()) {
        if (region.keyArn() != null) {
          keys.add(
              Fields.with("account", account.id())
                  .and("region", region.region())
                  .and("keyArn", region.keyArn())
                  .map());
        }
      }
    }
    return keys;
  }

  private static Map<String, Object> counts(Census.Group group) {
    Fields counts = Fields.with("total", group.total());
    for (Protection protection : Protection.values()) {
      counts.and(Words.of(protection), group.of(protection));
    }
    return counts.map();
  }

  private static Map<String, Object> gap(Posture.Gap gap) {
    return Fields.with("account", gap.account())
        .and("region", gap.region())
        .and("failure", failure(gap.failure()))
        .map();
  }

  private static Map<String, Object> snapshot(Posture.Entry entry) {
    ScanReport.Snapshot found = entry.snapshot();
    return Fields.with("account", entry.account())
        .and("region", found.region())
        .and("id", found.id())
        .and("arn", found.arn())
        .and("kind", found.kind())
        .and("type", found.type())
        .and("status", found.status())
        .and("engine", found.engine())
        .and("engineVersion", found.engineVersion())
        .and("database", Words.database(found))
        .and("gib", found.gib())
        .and("created", found.created())
        .and("protection", Words.of(found.protection()))
        .and("keyArn", found.keyArn())
        .and("supersededBy", found.sealedAs())
        .and("sealedFrom", found.sealedFrom())
        .and("temporary", found.temporary())
        .and("tags", new TreeMap<>(found.tags()))
        .and("failure", failure(found.failure()))
        .map();
  }

  private static @Nullable Map<String, Object> failure(@Nullable Failure failure) {
    return failure == null
        ? null
        : Fields.with("code", failure.code())
            .and("message", failure.message())
            .and("cause", failure.cause())
            .and("fix", failure.fix())
            .map();
  }
}
