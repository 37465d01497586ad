package io.snapseal.rds.peer;

import io.snapseal.blockstore.BlockStore;
import io.snapseal.blockstore.SnapshotInfo;
import io.snapseal.rds.resource.RdsArn;
import io.snapseal.rds.resource.SnapshotInternals;
import io.snapseal.rds.resource.Tables;
import io.snapseal.rds.snapshot.NewCopies;
import io.snapseal.rds.snapshot.ResumableCopy;
import io.snapseal.rds.snapshot.StoredSnapshots;
import io.snapseal.rds.snapshot.UnmadeSnapshots;
import io.snapseal.rds.task.TaskHandler;
import io.snapseal.rds.task.Workers;
import io.snapseal.state.Row;
import io.snapseal.state.Task;
import java.time.Duration;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

/**
 * Copies a snapshot of another server. While that one does not answer the copy waits; it goes on
 * where it was, whichever of the two was killed.
 */
public final class PeerCopying implements TaskHandler {
  private static final Logger LOG = LoggerFactory.getLogger(PeerCopying.class);
  private static final String COPY = "copy-from-peer";
  private static final char BETWEEN = '|';
  private static final Duration RETRY = Duration.ofSeconds(2);

  private final PeerRegions peers;
  private final UnmadeSnapshots<DBSnapshot> snapshots;
  private final StoredSnapshots stored;

  public PeerCopying(
      PeerRegions peers, UnmadeSnapshots<DBSnapshot> snapshots, StoredSnapshots stored) {
    this.peers = peers;
    this.snapshots = snapshots;
    this.stored = stored;
  }

  /** The handler, by its task. */
  public Map<Workers.Key, TaskHandler> handlers() {
    return Map.of(new Workers.Key(Tables.SNAPSHOTS.kind(), COPY), this);
  }

  static NewCopies.Making making(PeerRequest.Loan loan) {
    return new NewCopies.Making(COPY, loan.id() + BETWEEN + loan.source());
  }

  private static PeerRequest.Loan loan(Task task) {
    int between = task.detail().indexOf(BETWEEN);
    return new PeerRequest.Loan(
        task.detail().substring(0, between), task.detail().substring(between + 1));
  }

  private static String region(PeerRequest.Loan loan) {
    return RdsArn.parse(loan.source()).orElseThrow().scope().region();
  }

  @Override
  public Ending run(Task task, Hold hold) {
    Row<DBSnapshot, SnapshotInternals> row = snapshots.row(task);
    PeerRequest.Loan loan = loan(task);
    SnapshotInfo info =
        snapshots
            .committedEarlier(row)
            .orElseGet(
                () ->
                    ResumableCopy.run(
                        snapshots.store(row.scope()),
                        row.internal().storeId(),
                        () -> copied(task, row, hold)));
    end(peers, task.scope().region(), region(loan), loan);
    return handle -> snapshots.available(handle, task, info);
  }

  private SnapshotInfo copied(Task task, Row<DBSnapshot, SnapshotInternals> row, Hold hold) {
    PeerRequest.Loan loan = loan(task);
    BlockStore store = snapshots.store(row.scope());
    try (PeerSource source = new PeerSource(peers, task.scope().region(), region(loan), loan)) {
      return store.copy(
          source,
          snapshots.newSnapshot(row, snapshots.parent(row)),
          snapshots.progress(task, row, hold, source.facts().logicalBytes()));
    } catch (PeerUnreachableException e) {
      LOG.info("the copy {} waits: {}", task.id(), e.getMessage());
      throw new TaskPostponed(String.valueOf(e.getMessage()), RETRY);
    }
  }

  /** Says that a loan is over. If it cannot be said, the lender finds out by itself. */
  static void end(PeerRegions peers, String own, String region, PeerRequest.Loan loan) {
    try {
      PeerAnswers.body(region, peers.ask(own, region, new PeerRequest.End(loan)));
    } catch (PeerUnreachableException | AwsServiceException e) {
      LOG.info("the loan {} ends by itself: {}", loan.id(), e.getMessage());
    }
  }

  @Override
  public void failed(Handle handle, Task task, Throwable failure) {
    snapshots.failed(handle, task);
  }

  /** The row is gone; so must be what was made in spite of that, and the loan. */
  @Override
  public void cancelled(Task task) {
    stored.removeOrphans(snapshots.store(task.scope()));
    PeerRequest.Loan loan = loan(task);
    end(peers, task.scope().region(), region(loan), loan);
  }
}
