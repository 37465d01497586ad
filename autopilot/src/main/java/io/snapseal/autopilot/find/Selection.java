package io.snapseal.autopilot.find;

import io.snapseal.autopilot.aws.AwsFault;
import io.snapseal.autopilot.aws.Failure;
import io.snapseal.autopilot.aws.OwnFault;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which snapshots of a region a request means. */
public final class Selection {
  private static final int ARN_PARTS = 7;

  private final String region;
  private final String account;
  private final RegionView view;

  public Selection(String region, String account, RegionView view) {
    this.region = region;
    this.account = account;
    this.view = view;
  }

  /**
   * Something asked for.
   *
   * @param asked its name in the request, or its id
   * @param snapshot what was found; null if nothing usable was
   * @param failure why not
   */
  public record Candidate(String asked, @Nullable Snapshot snapshot, @Nullable Failure failure) {}

  /** Every snapshot of this account that is not Snapseal's own work of a source still there. */
  public List<Candidate> everything() {
    List<Candidate> found = new ArrayList<>();
    for (Snapshot snapshot : view.snapshots().values()) {
      boolean another = snapshot.shared() || Tags.temporary(snapshot.tags());
      if (!another && !madeFromPresent(snapshot)) {
        found.add(new Candidate(name(snapshot), snapshot, null));
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
    List<Snapshot> named = named(asked);
    if (named.size() > 1) {
      return new Candidate(asked, null, ambiguous(asked, named));
    }
    Failure misplaced = named.isEmpty() ? misplaced(asked) : null;
    if (misplaced != null) {
      return new Candidate(asked, null, misplaced);
    }
    Snapshot snapshot = named.isEmpty() ? successor(asked, keyArn) : named.get(0);
    if (snapshot == null && view.partly() != null) {
      return new Candidate(asked, null, view.partly());
    }
    if (snapshot == null) {
      String message = "there is no snapshot " + asked + " in " + region;
      return new Candidate(asked, null, AwsFault.SNAPSHOT_GONE.saying(message).given());
    }
    if (Tags.temporary(snapshot.tags())) {
      return new Candidate(
          asked, null, OwnFault.UNSUPPORTED.saying(asked + " is one of Snapseal's temporaries"));
    }
    return new Candidate(asked, snapshot, null);
  }

  /** Its id, or its ARN where an id would name two. */
  private String name(Snapshot snapshot) {
    return named(snapshot.id()).size() > 1 ? snapshot.arn() : snapshot.id();
  }

  private List<Snapshot> named(String asked) {
    String id = asked.toLowerCase(Locale.ROOT);
    return asked.startsWith("arn:")
        ? view.snapshots().values().stream().filter(one -> one.arn().equals(asked)).toList()
        : Stream.of(Kind.values())
            .map(kind -> view.snapshot(kind, id))
            .filter(Objects::nonNull)
            .toList();
  }

  private static Failure ambiguous(String asked, List<Snapshot> named) {
    return OwnFault.AMBIGUOUS.saying(
        asked
            + " is both "
            + named.stream().map(Snapshot::arn).collect(Collectors.joining(" and ")));
  }

  /** Why an ARN that is not among the region's snapshots cannot be one of them. */
  private @Nullable Failure misplaced(String asked) {
    if (!asked.startsWith("arn:")) {
      return null;
    }
    if (Stream.of(Kind.values())
        .noneMatch(kind -> asked.contains(":rds:") && asked.contains(kind.inArn()))) {
      return OwnFault.UNSUPPORTED.saying(asked + " is not the ARN of a snapshot");
    }
    String[] parts = asked.split(":", ARN_PARTS);
    return parts[3].equals(region) && parts[4].equals(account)
        ? null
        : OwnFault.SNAPSHOT_ELSEWHERE.saying(asked + " is not in " + region + " of " + account);
  }

  private @Nullable Snapshot successor(String asked, @Nullable String keyArn) {
    return view.snapshots().values().stream()
        .filter(snapshot -> succeeds(snapshot, asked, keyArn))
        .max(Comparator.comparing(snapshot -> sourceCreated(snapshot)))
        .orElse(null);
  }

  private boolean succeeds(Snapshot snapshot, String asked, @Nullable String keyArn) {
    Lineage told = Tags.sealedFrom(snapshot);
    return told != null
        && (told.sourceArn().equals(asked)
            || told.sourceId().equals(asked.toLowerCase(Locale.ROOT)))
        && told.keyArn().equals(keyArn)
        && told.sourceArn().contains(":rds:" + region + ":");
  }

  private static Instant sourceCreated(Snapshot snapshot) {
    Lineage told = Tags.sealedFrom(snapshot);
    return told == null ? Instant.MIN : told.sourceCreated();
  }

  private boolean madeFromPresent(Snapshot snapshot) {
    Lineage told = Tags.sealedFrom(snapshot);
    if (told == null) {
      return false;
    }
    Snapshot source = view.snapshot(told.kind(), told.sourceId());
    return source != null
        && source.created() != null
        && told.equals(Lineage.itself(source, told.keyArn()));
  }
}
