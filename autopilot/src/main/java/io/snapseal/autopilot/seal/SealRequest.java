package io.snapseal.autopilot.seal;

import io.snapseal.autopilot.act.RestoreSettings;
import io.snapseal.autopilot.decide.SourceRule;
import io.snapseal.autopilot.decide.Verification;
import io.snapseal.autopilot.find.Route;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What to seal and how; {@link #of} starts a builder with the defaults.
 *
 * @param region where the sources are
 * @param snapshots ids or ARNs of DB snapshots and DB cluster snapshots; empty: every snapshot of
 *     the account in the region
 * @param key the wanted key: alias (with or without {@code alias/}), key id or ARN
 * @param route how to make the encrypted snapshot; default {@code AUTO}
 * @param copyTo for each other region that gets a copy, that region's key; default none
 * @param verification what proof is asked; default {@code METADATA}
 * @param source what becomes of a manual source once its sealed snapshot and all copies are proven;
 *     default: it is kept
 * @param dryRun decide only: no call that creates, changes or deletes; default false
 * @param maxConcurrent sources worked on at once, 1–100, default 20: as many snapshot copies may be
 *     in progress (Amazon RDS User Guide, "Quotas and constraints")
 * @param patience how long to wait for everything, more than zero, default 12 hours; what is
 *     unfinished then fails as {@code TimedOut} and a later run continues it
 * @param restores where temporary instances are placed
 */
public record SealRequest(
    String region,
    List<String> snapshots,
    String key,
    Route route,
    Map<String, String> copyTo,
    Verification verification,
    SourceRule source,
    boolean dryRun,
    int maxConcurrent,
    Duration patience,
    RestoreSettings restores) {
  private static final int MOST_CONCURRENT = 100;

  public SealRequest {
    if (region.isBlank()) {
      throw new IllegalArgumentException("the region of the snapshots is missing");
    }
    if (copyTo.containsKey(region)) {
      throw new IllegalArgumentException("the snapshots are in " + region + ": no copy goes there");
    }
    if (maxConcurrent < 1 || maxConcurrent > MOST_CONCURRENT) {
      throw new IllegalArgumentException(
          "at once must be 1 to 100 snapshots, not " + maxConcurrent);
    }
    if (patience.isNegative() || patience.isZero()) {
      throw new IllegalArgumentException(
          "the time to wait must be more than zero, not " + patience);
    }
    snapshots = snapshots.stream().distinct().toList();
    copyTo = Collections.unmodifiableMap(new LinkedHashMap<>(copyTo));
  }

  /** Every snapshot of a region under this key, everything else by default. */
  public static Builder of(String region, String key) {
    return new Builder(region, key);
  }

  /** Collects what differs from the defaults. */
  public static final class Builder {
    private final String region;
    private final String key;
    private List<String> snapshots = List.of();
    private Route route = Route.AUTO;
    private Map<String, String> copyTo = Map.of();
    private Verification verification = Verification.METADATA;
    private SourceRule source = SourceRule.KEEP;
    private boolean dryRun;
    private int maxConcurrent = 20;
    private Duration patience = Duration.ofHours(12);
    private RestoreSettings restores = RestoreSettings.defaults();

    private Builder(String region, String key) {
      this.region = region;
      this.key = key;
    }

    public Builder snapshots(List<String> ids) {
      snapshots = ids;
      return this;
    }

    public Builder route(Route chosen) {
      route = chosen;
      return this;
    }

    public Builder copyTo(Map<String, String> keyByRegion) {
      copyTo = keyByRegion;
      return this;
    }

    public Builder verification(Verification asked) {
      verification = asked;
      return this;
    }

    /** Deletes it at once, or keeps it. */
    public Builder deleteSource(boolean delete) {
      return source(delete ? SourceRule.deleteAfter(Duration.ZERO) : SourceRule.KEEP);
    }

    public Builder source(SourceRule rule) {
      source = rule;
      return this;
    }

    public Builder dryRun(boolean dry) {
      dryRun = dry;
      return this;
    }

    public Builder maxConcurrent(int atOnce) {
      maxConcurrent = atOnce;
      return this;
    }

    public Builder patience(Duration time) {
      patience = time;
      return this;
    }

    public Builder restores(RestoreSettings settings) {
      restores = settings;
      return this;
    }

    /**
     * The request.
     *
     * @throws IllegalArgumentException for a value out of range
     */
    public SealRequest build() {
      return new SealRequest(
          region,
          snapshots,
          key,
          route,
          copyTo,
          verification,
          source,
          dryRun,
          maxConcurrent,
          patience,
          restores);
    }
  }
}
