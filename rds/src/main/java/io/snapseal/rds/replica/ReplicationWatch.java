package io.snapseal.rds.replica;

import io.snapseal.engine.DatabaseServer;
import io.snapseal.engine.EngineException;
import io.snapseal.engine.Replication;
import io.snapseal.engine.Replication.Feed;
import io.snapseal.engine.Replication.Following;
import io.snapseal.rds.instance.Hosts;
import io.snapseal.rds.resource.InstanceInternals;
import io.snapseal.rds.resource.ReplicaOf;
import io.snapseal.rds.resource.Status;
import io.snapseal.rds.resource.Tables;
import io.snapseal.state.Row;
import io.snapseal.state.StateStore;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.rds.model.DBInstance;

/**
 * Looks at replicas again and again: shows how they follow, and has sources keep no log for
 * replicas that are gone. Whatever was cut short is put right by its next look.
 */
public final class ReplicationWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ReplicationWatch.class);
  private static final Duration EVERY = Duration.ofSeconds(1);

  /** Where there are no replicas, only one look of so many is made. */
  private static final int QUIET = 30;

  /** Statuses in which a replica's replication is looked at. */
  private static final Set<String> WATCHED = Set.of(Status.AVAILABLE, Status.BACKING_UP);

  private final StateStore state;
  private final Hosts hosts;
  private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
  private @Nullable ScheduledFuture<?> looking;

  /** Servers that keep nothing for anybody, by instance: their main process. */
  private final Map<String, Long> clean = new HashMap<>();

  private final AtomicBoolean news = new AtomicBoolean();
  private int toSkip;

  public ReplicationWatch(StateStore state, Hosts hosts) {
    this.state = state;
    this.hosts = hosts;
  }

  /** Begins to look. */
  public void start() {
    looking =
        thread.scheduleWithFixedDelay(
            this::lookSafely, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    if (looking != null) {
      looking.cancel(false);
    }
    thread.shutdownNow();
  }

  /** Whatever one look ends with, the next one is due. */
  private void lookSafely() {
    try {
      boolean told = news.getAndSet(false);
      if (told) {
        clean.clear();
      }
      if (told || toSkip == 0) {
        toSkip = look() ? 0 : QUIET;
      } else {
        toSkip--;
      }
    } catch (Throwable e) {
      if (!thread.isShutdown()) {
        LOG.warn("replicas could not be looked at; they will be again", e);
      }
    }
  }

  /** Says that there is a replica more, and looks must be made again. */
  public void news() {
    news.set(true);
  }

  /** Whether there was anything to look at. */
  private boolean look() {
    List<Row<DBInstance, InstanceInternals>> all = state.read(Tables.INSTANCES::everywhere);
    Set<String> sources = new HashSet<>();
    for (Row<DBInstance, InstanceInternals> row : all) {
      ReplicaOf source = row.internal().replicaOf();
      if (source != null) {
        sources.add(source.resourceId());
        show(row);
      }
    }
    boolean kept = false;
    for (Row<DBInstance, InstanceInternals> row : all) {
      kept |= WATCHED.contains(row.shown().dbInstanceStatus()) && keeps(row, sources);
    }
    return kept || !sources.isEmpty();
  }

  /** Whether an instance's server keeps log for anybody. */
  private boolean keeps(Row<DBInstance, InstanceInternals> row, Set<String> sources) {
    String resourceId = row.shown().dbiResourceId();
    Optional<DatabaseServer> server =
        hosts.server(resourceId).filter(running -> mayKeep(resourceId, running, sources));
    if (server.isEmpty()) {
      return false;
    }
    boolean keeps = server.get().replication().map(this::released).orElse(false);
    if (!keeps && !sources.contains(resourceId)) {
      clean.put(resourceId, server.get().pid());
    }
    return keeps;
  }

  private boolean mayKeep(String resourceId, DatabaseServer server, Set<String> sources) {
    return sources.contains(resourceId)
        || !Long.valueOf(server.pid()).equals(clean.get(resourceId));
  }

  /**
   * Gives up what is kept for nobody. A replica's row is there before its source keeps anything for
   * it: so the rows are read after what is kept.
   *
   * @return whether anything was kept
   */
  private boolean released(Replication source) {
    Set<String> kept = source.feeds().keySet();
    if (!kept.isEmpty()) {
      Set<String> wanted = wanted();
      kept.stream().filter(name -> !wanted.contains(name)).forEach(source::release);
    }
    return !kept.isEmpty();
  }

  private Set<String> wanted() {
    return state.read(Tables.INSTANCES::everywhere).stream()
        .filter(row -> row.internal().replicaOf() != null)
        .map(row -> ReplicaOf.name(row.shown().dbiResourceId()))
        .collect(Collectors.toSet());
  }

  private void show(Row<DBInstance, InstanceInternals> replica) {
    if (!WATCHED.contains(replica.shown().dbInstanceStatus())) {
      return;
    }
    ReplicaStatus status = status(replica);
    if (!replica.shown().statusInfos().equals(List.of(status.info()))) {
      state.change(
          handle ->
              Tables.INSTANCES
                  .find(handle, replica.scope(), replica.id())
                  .filter(now -> now.internal().equals(replica.internal()))
                  .filter(now -> WATCHED.contains(now.shown().dbInstanceStatus()))
                  .ifPresent(
                      now ->
                          Tables.INSTANCES.update(
                              handle,
                              now.show(
                                  now.shown().toBuilder().statusInfos(status.info()).build()))));
    }
  }

  private ReplicaStatus status(Row<DBInstance, InstanceInternals> replica) {
    Optional<Row<DBInstance, InstanceInternals>> source =
        state.read(handle -> ReplicaSources.sourceOf(handle, replica));
    if (source.isEmpty()) {
      return ReplicaStatus.TERMINATED;
    }
    if (streaming(replica)) {
      return ReplicaStatus.REPLICATING;
    }
    return hosts
        .server(source.get().shown().dbiResourceId())
        .flatMap(DatabaseServer::replication)
        .map(feeding -> cause(feeding, ReplicaOf.name(replica.shown().dbiResourceId())))
        .orElse(ReplicaStatus.SOURCE_DOWN);
  }

  private boolean streaming(Row<DBInstance, InstanceInternals> replica) {
    try {
      return hosts
          .server(replica.shown().dbiResourceId())
          .flatMap(DatabaseServer::replication)
          .flatMap(Replication::following)
          .map(Following::streaming)
          .orElse(false);
    } catch (EngineException e) {
      LOG.debug("replica {} does not answer", replica.id(), e);
      return false;
    }
  }

  private static ReplicaStatus cause(Replication source, String replica) {
    Map<String, Feed> feeds = source.feeds();
    Feed feed = feeds.get(replica);
    return feed == null || feed.lost() ? ReplicaStatus.LOST : ReplicaStatus.DISCONNECTED;
  }
}
