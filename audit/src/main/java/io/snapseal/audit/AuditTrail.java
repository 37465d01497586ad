package io.snapseal.audit;

import io.snapseal.iam.Call;
import io.snapseal.iam.Trail;
import io.snapseal.iam.directory.SecretWrapping;
import io.snapseal.state.StateStore;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The audit trail of a private region: every call of every service, by whomever, allowed or denied.
 *
 * <p>What changes something or uses a key is recorded durably before it is answered; what only
 * looks is recorded a moment later: whoever kills the process or the power may take that.
 */
public final class AuditTrail implements Trail, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AuditTrail.class);
  private static final long FILE_BYTES = 16L << 20;

  /** What one lookup reads at most: the rest is for the next page. */
  private static final long LOOKUP_BYTES = 8 * FILE_BYTES;

  private final List<TrailDirectory> newestFirst;
  private final ChainLog log;
  private final EventWriter writer;
  private final Clock clock;

  private AuditTrail(
      List<TrailDirectory> newestFirst, ChainLog log, EventWriter writer, Clock clock) {
    this.newestFirst = newestFirst;
    this.log = log;
    this.writer = writer;
    this.clock = clock;
  }

  /**
   * Opens a region's trail and goes on where it ended. If its end is not as it was written, that
   * trail is left as it is, as evidence, and another is begun: {@link TrailReport} shows both.
   *
   * @param directory holds the trails' files
   * @param wrapping keeps the key of the chain unreadable in the region's state
   * @param eventIds makes unique ids
   */
  public static AuditTrail open(
      StateStore state,
      SecretWrapping wrapping,
      Path directory,
      Clock clock,
      SecureRandom random,
      Supplier<String> eventIds)
      throws IOException {
    return open(state, wrapping, directory, clock, random, eventIds, FILE_BYTES);
  }

  static AuditTrail open(
      StateStore state,
      SecretWrapping wrapping,
      Path directory,
      Clock clock,
      SecureRandom random,
      Supplier<String> eventIds,
      long fileBytes)
      throws IOException {
    Trails trails = new Trails(state, wrapping, directory);
    Trails.Begun current = goneOnWith(trails, clock, random);
    List<TrailDirectory> newestFirst = new ArrayList<>();
    for (long number = current.number(); number > 0; number--) {
      newestFirst.add(trails.at(number));
    }
    ChainLog log = log(current, fileBytes);
    return new AuditTrail(newestFirst, log, new EventWriter(eventIds), clock);
  }

  /** The newest trail, or one that is begun because there is none or that is damaged. */
  private static Trails.Begun goneOnWith(Trails trails, Clock clock, SecureRandom random)
      throws IOException {
    List<Trails.Begun> begun = trails.all();
    if (!begun.isEmpty()) {
      Trails.Begun last = begun.get(begun.size() - 1);
      Optional<TrailDamage> damage = last.check(TrailCheck::newest).damage();
      if (damage.isEmpty()) {
        return last;
      }
      LOG.error(
          "the audit trail in {} is damaged ({}); a new one begins, run 'snapseal audit verify'",
          last.directory().path(),
          damage.get());
    }
    return trails.begin(begun.size() + 1L, clock.instant(), random);
  }

  private static ChainLog log(Trails.Begun trail, long fileBytes) throws IOException {
    ChainKey key = trail.key().orElseThrow();
    TrailCheck.Found newest = TrailCheck.newest(trail.directory(), key);
    return new ChainLog(
        key,
        newest.last(),
        TrailOutput.open(TrailOutput.Disk.REAL, trail.directory(), key, newest, fileBytes));
  }

  @Override
  public void requireReady() {
    log.requireWritable();
  }

  @Override
  public void record(Call call) {
    boolean mustLast = CallKind.of(call.operation()).mustLast();
    List<byte[]> events = writer.events(call, clock.instant());
    for (int i = 0; i < events.size(); i++) {
      // The last one's code covers those before it: one sync is enough.
      log.append(events.get(i), mustLast && i == events.size() - 1);
    }
  }

  /** What was recorded up to now, to be read. */
  TrailReading reading() {
    log.flush();
    return new TrailReading(newestFirst, LOOKUP_BYTES);
  }

  @Override
  public void close() throws IOException {
    log.close();
  }
}
