package io.snapseal.autopilot.find;

import io.snapseal.autopilot.aws.AwsFault;
import io.snapseal.autopilot.aws.Failure;
import io.snapseal.autopilot.aws.OwnFault;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

/** Which snapshots of a region a request means. */
public final class Selection {
  private static final int ARN_PARTS = 7;

  private final String region;
  private final String account;
  private final Map<String, DBSnapshot> snapshots;

  public Selection(String region, String account, RegionView view) {
    this.region = region;
    this.account = account;
    this.snapshots = view.snapshots();
  }

  /**
   * Something asked for.
   *
   * @param asked its name in the request, or its id
   * @param snapshot what was found; null if nothing usable was
   * @param failure why not
   */
  public record Candidate(String asked, @Nullable DBSnapshot snapshot, @Nullable Failure failure) {}

  /** Every snapshot that is not Snapseal's own work of a source that is still there. */
  public List<Candidate> everything() {
    List<Candidate> found = new ArrayList<>();
    for (DBSnapshot snapshot : snapshots.values()) {
      if (!Tags.temporary(snapshot.tagList()) && !madeFromPresent(snapshot)) {
        found.add(new Candidate(snapshot.dbSnapshotIdentifier(), snapshot, null));
      }
    }
    return found;
  }

  /**
   * One snapshot by id or ARN; a source that an earlier run sealed and deleted is found as what was
   * made from it.
   *
   * @param keyArn the wanted key, or null if it does not resolve
   */
  public Candidate one(String asked, @Nullable String keyArn) {
    Failure elsewhere = elsewhere(asked);
    if (elsewhere != null) {
      return new Candidate(asked, null, elsewhere);
    }
    String id = id(asked);
    DBSnapshot snapshot = snapshots.get(id);
    if (snapshot == null) {
      snapshot = successor(id, keyArn);
    }
    if (snapshot == null) {
      String message = "there is no snapshot " + asked + " in " + region;
      return new Candidate(asked, null, AwsFault.SNAPSHOT_GONE.saying(message).given());
    }
    if (Tags.temporary(snapshot.tagList())) {
      return new Candidate(
          asked, null, OwnFault.UNSUPPORTED.saying(asked + " is one of Snapseal's temporaries"));
    }
    return new Candidate(asked, snapshot, null);
  }

  private static String id(String asked) {
    String id = asked.startsWith("arn:") ? asked.split(":", ARN_PARTS)[ARN_PARTS - 1] : asked;
    return id.toLowerCase(Locale.ROOT);
  }

  private @Nullable Failure elsewhere(String asked) {
    if (!asked.startsWith("arn:")) {
      return null;
    }
    String[] parts = asked.split(":", ARN_PARTS);
    if (parts.length < ARN_PARTS || !parts[5].equals("snapshot")) {
      return OwnFault.UNSUPPORTED.saying(asked + " is not the ARN of a DB snapshot");
    }
    return parts[3].equals(region) && parts[4].equals(account)
        ? null
        : OwnFault.SNAPSHOT_ELSEWHERE.saying(asked + " is not in " + region + " of " + account);
  }

  private @Nullable DBSnapshot successor(String id, @Nullable String keyArn) {
    return snapshots.values().stream()
        .filter(snapshot -> succeeds(snapshot, id, keyArn))
        .max(Comparator.comparing(snapshot -> sourceCreated(snapshot)))
        .orElse(null);
  }

  private boolean succeeds(DBSnapshot snapshot, String id, @Nullable String keyArn) {
    Lineage told = Tags.sealedFrom(snapshot);
    return told != null
        && told.sourceId().equals(id)
        && told.keyArn().equals(keyArn)
        && told.sourceArn().contains(":rds:" + region + ":");
  }

  private static Instant sourceCreated(DBSnapshot snapshot) {
    Lineage told = Tags.sealedFrom(snapshot);
    return told == null ? Instant.MIN : told.sourceCreated();
  }

  private boolean madeFromPresent(DBSnapshot snapshot) {
    Lineage told = Tags.sealedFrom(snapshot);
    if (told == null) {
      return false;
    }
    DBSnapshot source = snapshots.get(told.sourceId());
    return source != null
        && source.snapshotCreateTime() != null
        && told.equals(itself(source, told.keyArn()));
  }

  private static Lineage itself(DBSnapshot snapshot, String keyArn) {
    return new Lineage(snapshot.dbSnapshotArn(), snapshot.snapshotCreateTime(), keyArn);
  }
}
