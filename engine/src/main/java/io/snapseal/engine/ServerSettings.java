package io.snapseal.engine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

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
 */
public record ServerSettings(
    int port,
    Path runDirectory,
    Path logFile,
    Durability durability,
    Duration startLimit,
    Duration stopLimit,
    Map<String, String> parameters) {

  public ServerSettings {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port must be 0 to 65535 but is " + port);
    }
    requirePositive("startLimit", startLimit);
    requirePositive("stopLimit", stopLimit);
    parameters = Map.copyOf(parameters);
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
        Map.of());
  }

  /** The same on a given port. */
  public ServerSettings withPort(int newPort) {
    return new ServerSettings(
        newPort, runDirectory, logFile, durability, startLimit, stopLimit, parameters);
  }

  /** The same with another log file. */
  public ServerSettings withLogFile(Path newLogFile) {
    return new ServerSettings(
        port, runDirectory, newLogFile, durability, startLimit, stopLimit, parameters);
  }

  /** The same with another durability. */
  public ServerSettings withDurability(Durability newDurability) {
    return new ServerSettings(
        port, runDirectory, logFile, newDurability, startLimit, stopLimit, parameters);
  }

  /** The same with other limits of patience. */
  public ServerSettings withLimits(Duration newStartLimit, Duration newStopLimit) {
    return new ServerSettings(
        port, runDirectory, logFile, durability, newStartLimit, newStopLimit, parameters);
  }

  /** The same with other engine parameters. */
  public ServerSettings withParameters(Map<String, String> newParameters) {
    return new ServerSettings(
        port, runDirectory, logFile, durability, startLimit, stopLimit, newParameters);
  }

  private static void requirePositive(String name, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(name + " must be positive but is " + value);
    }
  }
}
