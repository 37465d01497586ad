package io.snapseal.engine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How to run a server.
 *
 * @param port TCP port on 127.0.0.1, 1 to 65535, or 0 for any free one
 * @param runDirectory an existing directory of Snapseal's own (0711), one per server; access rules
 *     and, in {@code socket/}, the administrator's Unix socket are put there. Must be short: a
 *     socket's path has at most 107 bytes (unix(7))
 * @param logFile the server's messages are appended here; moved to {@code <name>.1} at a start when
 *     above 16 MiB
 * @param durability what an acknowledged commit is worth
 * @param startLimit how long to wait for connections to be accepted; recovery of a large log takes
 *     minutes
 * @param stopLimit how long to wait for an orderly stop before a harder one
 * @param parameters engine parameters, as a DB parameter group holds them; those Snapseal depends
 *     on cannot be set
 * @param logForReplicas how many bytes of log a server with replicas keeps for them, and for its
 *     hot backups, about; at least 16 MiB
 * @param upstream what to follow; only a replica does ({@link DatabaseEngine#makeReplica}), until
 *     it is promoted
 */
public record ServerSettings(
    int port,
    Path runDirectory,
    Path logFile,
    Durability durability,
    Duration startLimit,
    Duration stopLimit,
    Map<String, String> parameters,
    long logForReplicas,
    Optional<Upstream> upstream) {
  private static final long LOG_FOR_REPLICAS = 16L << 30;
  private static final long LEAST_LOG = 16L << 20;

  public ServerSettings {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port must be 0 to 65535 but is " + port);
    }
    requirePositive("startLimit", startLimit);
    requirePositive("stopLimit", stopLimit);
    parameters = Map.copyOf(parameters);
    if (logForReplicas < LEAST_LOG) {
      throw new IllegalArgumentException("logForReplicas is below one segment: " + logForReplicas);
    }
  }

  /** Durable, any free port, ten minutes to start, one to stop, the log beside the socket. */
  public static ServerSettings in(Path runDirectory) {
    return new ServerSettings(
        0,
        runDirectory,
        runDirectory.resolve("server.log"),
        Durability.FULL,
        Duration.ofMinutes(10),
        Duration.ofMinutes(1),
        Map.of(),
        LOG_FOR_REPLICAS,
        Optional.empty());
  }

  /** The same on a given port. */
  public ServerSettings withPort(int newPort) {
    return new ServerSettings(
        newPort,
        runDirectory,
        logFile,
        durability,
        startLimit,
        stopLimit,
        parameters,
        logForReplicas,
        upstream);
  }

  /** The same with another log file. */
  public ServerSettings withLogFile(Path newLogFile) {
    return new ServerSettings(
        port,
        runDirectory,
        newLogFile,
        durability,
        startLimit,
        stopLimit,
        parameters,
        logForReplicas,
        upstream);
  }

  /** The same with another durability. */
  public ServerSettings withDurability(Durability newDurability) {
    return new ServerSettings(
        port,
        runDirectory,
        logFile,
        newDurability,
        startLimit,
        stopLimit,
        parameters,
        logForReplicas,
        upstream);
  }

  /** The same with other limits of patience. */
  public ServerSettings withLimits(Duration newStartLimit, Duration newStopLimit) {
    return new ServerSettings(
        port,
        runDirectory,
        logFile,
        durability,
        newStartLimit,
        newStopLimit,
        parameters,
        logForReplicas,
        upstream);
  }

  /** The same with other engine parameters. */
  public ServerSettings withParameters(Map<String, String> newParameters) {
    return new ServerSettings(
        port,
        runDirectory,
        logFile,
        durability,
        startLimit,
        stopLimit,
        newParameters,
        logForReplicas,
        upstream);
  }

  /** The same with another bound for the log that is kept for replicas. */
  public ServerSettings withLogForReplicas(long bytes) {
    return new ServerSettings(
        port,
        runDirectory,
        logFile,
        durability,
        startLimit,
        stopLimit,
        parameters,
        bytes,
        upstream);
  }

  /** The same for a replica of something. */
  public ServerSettings following(Upstream newUpstream) {
    return new ServerSettings(
        port,
        runDirectory,
        logFile,
        durability,
        startLimit,
        stopLimit,
        parameters,
        logForReplicas,
        Optional.of(newUpstream));
  }

  private static void requirePositive(String name, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(name + " must be positive but is " + value);
    }
  }
}
