package io.snapseal.rds.instance;

import io.snapseal.engine.DatabaseEngine;
import io.snapseal.engine.DatabaseServer;
import io.snapseal.engine.EngineException;
import io.snapseal.engine.ServerSettings;
import io.snapseal.engine.Upstream;
import io.snapseal.engine.volume.EncryptedVolumes;
import io.snapseal.engine.volume.Volume;
import io.snapseal.engine.volume.VolumeKey;
import io.snapseal.rds.resource.InstanceFiles;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The database servers that run on this node, each on its own volume. */
public final class Hosts implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Hosts.class);
  private static final String DATA = "data";
  private static final String LOG_FILE = "server.log";

  private final EncryptedVolumes encrypted;
  private final EncryptedVolumes plain;
  private final List<DatabaseEngine> engines;
  private final Map<String, Host> running = new ConcurrentHashMap<>();

  /** Makes a data directory, given its path. */
  @FunctionalInterface
  public interface Fill {
    void into(Path data) throws IOException;
  }

  /** Starts a server on an open volume. */
  @FunctionalInterface
  private interface Starting {
    DatabaseServer on(Volume volume) throws IOException;
  }

  /**
   * What was still there of an instance that was to be ended.
   *
   * @param server whether a server ran that this process had not started
   * @param volume whether a volume was open that this process had not opened
   */
  public record Left(boolean server, boolean volume) {}

  /** A running server and the volume under it. */
  record Host(DatabaseServer server, Volume volume) {}

  /**
   * @param engines whose servers may be found running on what a killed Snapseal left
   */
  public Hosts(EncryptedVolumes encrypted, EncryptedVolumes plain, List<DatabaseEngine> engines) {
    this.encrypted = encrypted;
    this.plain = plain;
    this.engines = engines.stream().filter(engine -> !engine.simulated()).toList();
  }

  /** The server of the instance with that resource id, if it runs here. */
  public Optional<DatabaseServer> server(String resourceId) {
    return Optional.ofNullable(running.get(resourceId))
        .map(Host::server)
        .filter(DatabaseServer::isRunning);
  }

  /** Makes a server that follows nobody, with the parameters of its engine. */
  public DatabaseServer create(
      String resourceId,
      InstanceFiles files,
      DatabaseEngine engine,
      @Nullable VolumeKey key,
      int port,
      Consumer<Path> fill)
      throws IOException {
    return create(resourceId, files, engine, key, port, Optional.empty(), Map.of(), fill::accept);
  }

  /**
   * Makes a volume anew, fills it and starts the server on it. Whatever an earlier attempt left is
   * removed first.
   *
   * @param key the volume's key, or null for an instance that is not encrypted
   * @param upstream what it follows, if it is a replica
   * @param parameters what its parameter group sets
   * @param fill makes the data directory, given its path
   */
  public DatabaseServer create(
      String resourceId,
      InstanceFiles files,
      DatabaseEngine engine,
      @Nullable VolumeKey key,
      int port,
      Optional<Upstream> upstream,
      Map<String, String> parameters,
      Fill fill)
      throws IOException {
    remove(resourceId, files);
    files.prepare();
    VolumeKey used = key == null ? unused() : key;
    volumes(engine, key).create(files.atRest(), used);
    return onVolume(
        volumes(engine, key).open(files.atRest(), files.mount(), used),
        volume -> {
          fill.into(volume.root().resolve(DATA));
          return start(resourceId, files, engine, volume, port, upstream, parameters);
        });
  }

  /** Starts a server that follows nobody, with the parameters of its engine. */
  public DatabaseServer open(
      String resourceId,
      InstanceFiles files,
      DatabaseEngine engine,
      @Nullable VolumeKey key,
      int port)
      throws IOException {
    return open(resourceId, files, engine, key, port, Optional.empty(), Map.of());
  }

  /** Starts the server of an instance that is there, ending first what a killed Snapseal left. */
  public DatabaseServer open(
      String resourceId,
      InstanceFiles files,
      DatabaseEngine engine,
      @Nullable VolumeKey key,
      int port,
      Optional<Upstream> upstream,
      Map<String, String> parameters)
      throws IOException {
    end(resourceId, files);
    files.prepare();
    return onVolume(
        volumes(engine, key).open(files.atRest(), files.mount(), key == null ? unused() : key),
        volume -> start(resourceId, files, engine, volume, port, upstream, parameters));
  }

  /** A volume stays open only under a server that runs. */
  private static DatabaseServer onVolume(Volume volume, Starting starting) throws IOException {
    boolean started = false;
    try {
      DatabaseServer server = starting.on(volume);
      started = true;
      return server;
    } finally {
      if (!started) {
        closeQuietly(volume);
      }
    }
  }

  /** Ends the instance's server and closes its volume, whoever left them so. */
  public Left end(String resourceId, InstanceFiles files) {
    stop(resourceId);
    return reclaim(files);
  }

  /** Stops the instance's server, if it runs, and takes its volume's plain view away. */
  void stop(String resourceId) {
    Host host = running.remove(resourceId);
    if (host != null) {
      host.server().stop();
      host.volume().close();
    }
  }

  /** Removes an instance whole: server, volume and files. */
  public Left remove(String resourceId, InstanceFiles files) throws IOException {
    Left left = end(resourceId, files);
    deleteTree(files.directory());
    deleteTree(files.run());
    return left;
  }

  @Override
  public void close() {
    for (String resourceId : List.copyOf(running.keySet())) {
      try {
        stop(resourceId);
      } catch (EngineException e) {
        LOG.warn("the server of {} did not stop; the next start ends it", resourceId, e);
      }
    }
  }

  private DatabaseServer start(
      String resourceId,
      InstanceFiles files,
      DatabaseEngine engine,
      Volume volume,
      int port,
      Optional<Upstream> upstream,
      Map<String, String> parameters) {
    ServerSettings settings =
        ServerSettings.in(files.run())
            .withLogFile(volume.root().resolve(LOG_FILE))
            .withPort(port)
            .withParameters(parameters);
    DatabaseServer server =
        engine.start(
            volume.root().resolve(DATA), upstream.map(settings::following).orElse(settings));
    running.put(resourceId, new Host(server, volume));
    return server;
  }

  private Left reclaim(InstanceFiles files) {
    if (!Files.isDirectory(files.directory())) {
      return new Left(false, false);
    }
    boolean server = false;
    for (Path root : List.of(files.mount(), files.atRest())) {
      if (Files.isDirectory(root)) {
        for (DatabaseEngine engine : engines) {
          server |= engine.reclaim(root.resolve(DATA));
        }
      }
    }
    boolean sealed = encrypted.reclaim(files.atRest(), files.mount());
    return new Left(server, plain.reclaim(files.atRest(), files.mount()) || sealed);
  }

  /** Where nothing is, nothing is encrypted: a simulated instance has no data. */
  private EncryptedVolumes volumes(DatabaseEngine engine, @Nullable VolumeKey key) {
    return key == null || engine.simulated() ? plain : encrypted;
  }

  /** The plain driver takes a key like any other, and does nothing with it. */
  private static VolumeKey unused() {
    return VolumeKey.of(new byte[VolumeKey.BYTES]);
  }

  private static void closeQuietly(Volume volume) {
    try {
      volume.close();
    } catch (EngineException e) {
      LOG.warn("a volume stays open until the next start", e);
    }
  }

  private static void deleteTree(Path root) throws IOException {
    if (!Files.exists(root)) {
      return;
    }
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
              throws IOException {
            Files.deleteIfExists(directory);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
