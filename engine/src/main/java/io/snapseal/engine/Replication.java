package io.snapseal.engine;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A running server's part in streaming replication: it feeds replicas, or is one, or both.
 *
 * <p>A source keeps its log for every replica it was told of, whether that runs or not, so that
 * either side may end and start in any order. It keeps no more than {@link
 * ServerSettings#logForReplicas()}: a replica that is away while more is written is {@link
 * Feed#lost}, and must be made anew.
 */
public interface Replication {

  /**
   * What a source has for one replica.
   *
   * @param streaming whether the replica is connected
   * @param lost whether the log that it needs next is no longer there
   * @param bytesBehind how much log the replica has not applied yet
   */
  record Feed(boolean streaming, boolean lost, long bytesBehind) {}

  /**
   * How a replica follows.
   *
   * @param streaming whether it is connected to its source
   * @param behind how old its data is, about: zero if everything received is applied
   */
  record Following(boolean streaming, Duration behind) {}

  /**
   * From now on, keeps the log for a replica: before its copy begins. Whatever was kept under that
   * name before is given up.
   *
   * @param replica as {@link Upstream#replica()}
   */
  void keepFor(String replica);

  /** Keeps no log for a replica any longer, and cuts it off. Does nothing if none was kept. */
  void release(String replica);

  /** Returns what is kept, by replica. */
  Map<String, Feed> feeds();

  /** Returns how this server follows its source; empty if it is no replica, or one no longer. */
  Optional<Following> following();

  /**
   * Makes a replica a primary of its own, with everything that it has received; returns when it
   * takes writes. From then on it stays one, through any crash, whatever {@link
   * ServerSettings#upstream()} says. Does nothing if it is one already.
   *
   * @throws EngineException if it does not become one in time; it may be tried again
   */
  void promote();
}
