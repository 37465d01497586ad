package io.snapseal.engine.volume;

import io.snapseal.engine.EngineException;
import io.snapseal.engine.files.Durable;
import io.snapseal.engine.files.Trees;
import io.snapseal.engine.process.Account;
import io.snapseal.engine.process.Command;
import io.snapseal.engine.process.Interrupts;
import io.snapseal.engine.process.Outcome;
import io.snapseal.engine.process.Patience;
import io.snapseal.engine.process.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Volumes kept by gocryptfs (https://nuetzlich.net/gocryptfs/): AES-256-GCM per 4 KiB block, names
 * encrypted, over FUSE.
 *
 * <p>The passphrase is the key in hexadecimal. It has full entropy, so the scrypt of the
 * configuration file is set to its cheapest: guessing is hopeless without it.
 *
 * <p>The gocryptfs process outlives a killed Snapseal together with the server that uses it; {@link
 * #reclaim} takes the mount away.
 */
public final class GocryptfsVolumes implements EncryptedVolumes {
  static final String INSTALL = "apt-get install gocryptfs fuse3";
  private static final String TYPE = "fuse.gocryptfs";
  private static final String SCRYPT_CHEAPEST = "10";

  private final Patience patience;
  private final Duration closeLimit;

  /**
   * @param patience how to wait for a volume in use
   * @param closeLimit for how long
   */
  public GocryptfsVolumes(Patience patience, Duration closeLimit) {
    this.patience = patience;
    this.closeLimit = closeLimit;
  }

  @Override
  public String name() {
    return "gocryptfs";
  }

  @Override
  public boolean encryptsAtRest() {
    return true;
  }

  @Override
  public boolean persistent() {
    return true;
  }

  @Override
  public Optional<String> unavailableBecause() {
    for (String program : List.of("gocryptfs", "fusermount3")) {
      if (Programs.find(program).isEmpty()) {
        return Optional.of(program + " is not installed; install it with: " + INSTALL);
      }
    }
    return Files.isWritable(Path.of("/dev/fuse"))
        ? Optional.empty()
        : Optional.of(
            "/dev/fuse cannot be opened by this account; in a container, start it with:"
                + " --device /dev/fuse --cap-add SYS_ADMIN");
  }

  @Override
  public void create(Path atRest, VolumeKey key) {
    Path directory = VolumePaths.real(atRest);
    VolumePaths.requireEmpty(directory);
    Path unfinished = Durable.sibling(directory, ".new");
    try {
      Trees.delete(unfinished);
      Trees.make(unfinished, Trees.PASSAGE);
      check(gocryptfs(key, "-init", "-scryptn", SCRYPT_CHEAPEST, unfinished.toString()), directory);
      Durable.syncTree(unfinished);
      Durable.publish(unfinished, directory);
    } catch (IOException e) {
      throw VolumePaths.failed("cannot create volume " + directory, e);
    }
  }

  @Override
  public Volume open(Path atRest, Path mountPoint, VolumeKey key) {
    Path directory = VolumePaths.real(atRest);
    Path point = VolumePaths.real(mountPoint);
    requireUnmounted(point);
    VolumePaths.requireEmpty(point);
    try {
      Trees.make(point, Trees.PASSAGE);
    } catch (IOException e) {
      throw VolumePaths.failed("cannot create mount point " + point, e);
    }
    // Whoever gives up while the program starts would leave a mount that nobody knows of.
    Interrupts.putOff(() -> mount(directory, point, key));
    return new Mounted(point);
  }

  private static void requireUnmounted(Path point) {
    Mounts.at(point)
        .ifPresent(
            mount -> {
              throw new EngineException.VolumeFailed(
                  "something is mounted at " + point + " (" + mount.type() + ")", null, null);
            });
  }

  private void mount(Path directory, Path point, VolumeKey key) {
    Account server = Account.forServers();
    if (!server.lowered()) {
      check(
          gocryptfs(key, "-nosuid", "-nodev", "-noexec", directory.toString(), point.toString()),
          directory);
      return;
    }
    String gocryptfs = Programs.require("gocryptfs", INSTALL);
    boolean mounted = false;
    try {
      check(
          Command.of(LoweredMount.command(gocryptfs, server, directory, point))
              .run(key::insecureWritePassphrase),
          directory);
      mounted = true;
    } finally {
      if (!mounted && Mounts.at(point).isPresent()) {
        unmount(point);
      }
    }
  }

  private static Outcome gocryptfs(VolumeKey key, String... arguments) {
    List<String> line = new ArrayList<>(List.of(Programs.require("gocryptfs", INSTALL), "-q"));
    line.addAll(List.of(arguments));
    return Command.of(line.toArray(new String[0])).run(key::insecureWritePassphrase);
  }

  /** Exit codes are listed in gocryptfs(1), "EXIT CODES". */
  private static void check(Outcome outcome, Path directory) {
    if (outcome.exitCode() == 12) {
      throw new EngineException.WrongVolumeKey("the key does not open volume " + directory);
    }
    if (!outcome.succeeded()) {
      throw new EngineException.VolumeFailed(
          "gocryptfs failed on volume "
              + directory
              + " (exit code "
              + outcome.exitCode()
              + "): "
              + outcome.output().strip(),
          null,
          null);
    }
  }

  @Override
  public boolean reclaim(Path atRest, Path mountPoint) {
    Path directory = VolumePaths.real(atRest);
    Path point = VolumePaths.real(mountPoint);
    Optional<Mounts.Mount> mount = Mounts.at(point);
    mount.ifPresent(found -> requireOurs(found, directory));
    mount.ifPresent(found -> Interrupts.putOff(() -> unmount(point)));
    return mount.isPresent();
  }

  private static void requireOurs(Mounts.Mount mount, Path directory) {
    if (!mount.type().equals(TYPE) || !mount.source().equals(directory.toString())) {
      throw new EngineException.VolumeFailed(
          "not the volume "
              + directory
              + " but "
              + mount.source()
              + " ("
              + mount.type()
              + ") is mounted at "
              + mount.point(),
          null,
          null);
    }
  }

  private void unmount(Path point) {
    Outcome[] last = new Outcome[1];
    boolean gone =
        patience.until(
            closeLimit,
            () -> {
              if (Mounts.at(point).isEmpty()) {
                return true;
              }
              last[0] =
                  Command.of(Programs.require("fusermount3", INSTALL), "-u", point.toString())
                      .run();
              return Mounts.at(point).isEmpty();
            });
    if (!gone) {
      throw new EngineException.VolumeFailed(
          "volume " + point + " is still in use: " + last[0].output().strip(),
          "stop what uses it; this lists it: fuser -vm " + point,
          null);
    }
  }

  private final class Mounted implements Volume {
    private final Path point;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Mounted(Path point) {
      this.point = point;
    }

    @Override
    public Path root() {
      return point;
    }

    @Override
    public void close() {
      // Closed once, the mount point may show a volume opened later.
      if (!closed.get()) {
        Interrupts.putOff(() -> unmount(point));
        closed.set(true);
      }
    }
  }
}
