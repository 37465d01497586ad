package io.snapseal.engine.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.snapseal.engine.EngineException;
import io.snapseal.engine.files.Ownership;
import io.snapseal.engine.files.Trees;
import io.snapseal.engine.process.Account;
import io.snapseal.engine.process.Command;
import io.snapseal.engine.process.Patience;
import io.snapseal.engine.process.Signals;
import io.snapseal.engine.process.Signals.Signal;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GocryptfsVolumesTest extends SealedVolumesConformance {
  private static final String KEY_IN_HEX = "01".repeat(32);

  @TempDir Path temporary;

  @Override
  Path home() {
    return temporary;
  }

  @Override
  EncryptedVolumes volumes() {
    return volumes(Duration.ofSeconds(10));
  }

  private static EncryptedVolumes volumes(Duration closeLimit) {
    return new GocryptfsVolumes(Patience.of(Clock.systemUTC()), closeLimit);
  }

  /** A failed test must not leave a mount that the temporary directory cannot be removed under. */
  @AfterEach
  void unmountWhatIsLeft() {
    if (Mounts.at(VolumePaths.real(temporary.resolve("open"))).isPresent()) {
      Command.of("/bin/umount", "-l", temporary.resolve("open").toString()).run();
    }
  }

  @Test
  void aVolumeInUseStaysOpenUntilItIsNot() throws Exception {
    Volume volume = created();
    Files.writeString(volume.root().resolve("file"), CANARY);
    Process user =
        Command.builder(List.of("/bin/sleep", "600"), Account.current(), volume.root()).start();
    EncryptedVolumes impatient = volumes(Duration.ofMillis(1));
    assertThatThrownBy(() -> impatient.reclaim(atRest, mountPoint))
        .isInstanceOf(EngineException.VolumeFailed.class)
        .hasMessageContaining("in use");
    assertThat(volume.root().resolve("file")).hasContent(CANARY);
    user.destroyForcibly().waitFor();
    volume.close();
    assertThat(volume.root().resolve("file")).doesNotExist();
  }

  /** A gocryptfs that is root loses or misplaces files that are created at the same moment. */
  @Test
  void filesThatAreCreatedAtOnceAllSucceedAndBelongToWhoeverMadeThem() throws Exception {
    Account server = Account.forServers();
    try (Volume volume = created()) {
      Path data = volume.root().resolve("data");
      Trees.make(data, Trees.PRIVATE);
      Ownership.give(server, data);
      List<Process> makers = new ArrayList<>();
      for (int maker = 0; maker < 6; maker++) {
        makers.add(
            Command.builder(
                    List.of(
                        "/bin/sh",
                        "-c",
                        "for i in 1 2 3 4 5 6 7 8 9; do for j in 1 2 3 4 5; do"
                            + " mkdir m%d-$i-$j && : > m%d-$i-$j/f || exit 1; done; done"
                                .formatted(maker, maker)),
                    server,
                    data)
                .start());
      }
      for (Process maker : makers) {
        assertThat(maker.waitFor()).isZero();
      }
      try (Stream<Path> made = Files.walk(data)) {
        assertThat(made.toList())
            .hasSize(1 + 6 * 45 * 2)
            .allMatch(path -> ownerOf(path) == server.uid());
      }
    }
  }

  private static int ownerOf(Path path) {
    try {
      return (int) Files.getAttribute(path, "unix:uid");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void theMountOfADeadDriverIsReclaimed() throws IOException {
    created();
    long driver = drivers().get(0);
    Signals.send(Signal.KILL, driver);
    assertThat(
            Patience.of(Clock.systemUTC())
                .until(Duration.ofSeconds(30), () -> !Files.isDirectory(mountPoint)))
        .as("transport endpoint is not connected")
        .isTrue();
    assertThat(volumes().reclaim(atRest, mountPoint)).isTrue();
    volumes().open(atRest, mountPoint, key(1)).close();
  }

  @Test
  void theKeyIsOnNoCommandLineInNoEnvironmentAndInNoFile() throws IOException {
    try (Volume volume = created()) {
      assertThat(volume.root()).isDirectory();
      for (long driver : drivers()) {
        for (String file : new String[] {"cmdline", "environ"}) {
          byte[] bytes = Files.readAllBytes(Path.of("/proc", Long.toString(driver), file));
          assertThat(new String(bytes, StandardCharsets.ISO_8859_1)).doesNotContain(KEY_IN_HEX);
        }
        assertThat(looksInto(Account.forServers(), driver))
            .isEqualTo(!Account.forServers().lowered());
      }
      assertThat(io.snapseal.engine.Canary.in(temporary, KEY_IN_HEX)).isEmpty();
    }
  }

  /** Whether a process of this account may see another's memory. */
  private static boolean looksInto(Account account, long pid) {
    return new Command(
            List.of("/bin/cat", "/proc/" + pid + "/maps"),
            account,
            Path.of("/"),
            Duration.ofMinutes(1))
        .run()
        .succeeded();
  }

  /** The processes that serve our mount. */
  private List<Long> drivers() {
    List<Long> found =
        ProcessHandle.allProcesses()
            .filter(process -> commandLine(process.pid()).contains(atRest.toString()))
            .map(ProcessHandle::pid)
            .toList();
    assertThat(found).isNotEmpty();
    return found;
  }

  private static String commandLine(long pid) {
    try {
      return Files.readString(
          Path.of("/proc", Long.toString(pid), "cmdline"), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return "";
    }
  }

  @Test
  void alteredContentIsRefused() throws IOException {
    try (Volume volume = created()) {
      Files.writeString(volume.root().resolve("file"), CANARY.repeat(1000));
    }
    flipAByte(largest(atRest));
    try (Volume volume = volumes().open(atRest, mountPoint, key(1))) {
      Path file = volume.root().resolve("file");
      assertThatThrownBy(() -> Files.readAllBytes(file)).isInstanceOf(IOException.class);
    }
  }

  private static Path largest(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .max((a, b) -> Long.compare(a.toFile().length(), b.toFile().length()))
          .orElseThrow();
    }
  }

  private static void flipAByte(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    try (OutputStream out = Files.newOutputStream(file)) {
      out.write(bytes);
    }
  }

  @Test
  void whatAKilledCreateLeftIsInTheWayOfNothing() throws IOException {
    Path left = temporary.resolve("at-rest.new");
    Files.createDirectory(left);
    Files.writeString(left.resolve("gocryptfs.conf"), "half a fi");
    created().close();
    assertThat(left).doesNotExist();
  }

  @Test
  void aMountPointInUseIsRefused() throws IOException {
    volumes().create(atRest, key(1));
    Files.createDirectory(mountPoint);
    Files.writeString(mountPoint.resolve("precious"), "x");
    assertThatThrownBy(() -> volumes().open(atRest, mountPoint, key(1)))
        .isInstanceOf(EngineException.VolumeFailed.class);
    assertThat(mountPoint.resolve("precious")).hasContent("x");
  }

  @Test
  void whoeverIsInterruptedLeavesNoMountThatNobodyKnowsOf() {
    volumes().create(atRest, key(1));
    Thread.currentThread().interrupt();
    Volume volume = volumes().open(atRest, mountPoint, key(1));
    assertThat(Thread.currentThread().isInterrupted()).isTrue();
    assertThat(Mounts.at(VolumePaths.real(mountPoint))).isPresent();
    volume.close();
    assertThat(Mounts.at(VolumePaths.real(mountPoint))).isEmpty();
    assertThat(Thread.interrupted()).as("the interrupt goes on afterwards").isTrue();
  }

  @Test
  void aVolumeIsNotOpenedTwiceAtOnePlace() {
    try (Volume volume = created()) {
      assertThatThrownBy(() -> volumes().open(atRest, mountPoint, key(1)))
          .isInstanceOf(EngineException.VolumeFailed.class)
          .hasMessageContaining("mounted");
      assertThat(volume.root()).isDirectory();
    }
  }

  @Test
  void anotherFileSystemIsNotUnmounted() throws IOException {
    assumeTrue(Account.current().uid() == 0, "only root can mount a tmpfs");
    volumes().create(atRest, key(1));
    Files.createDirectory(mountPoint);
    assumeTrue(
        Command.of("/bin/mount", "-t", "tmpfs", "none", mountPoint.toString()).run().succeeded());
    assertThatThrownBy(() -> volumes().reclaim(atRest, mountPoint))
        .isInstanceOf(EngineException.VolumeFailed.class)
        .hasMessageContaining("tmpfs");
    assertThat(Mounts.at(VolumePaths.real(mountPoint))).isPresent();
  }

  @Test
  void theMountOfAnotherVolumeIsNotUnmounted() throws IOException {
    try (Volume volume = created()) {
      Path other = temporary.resolve("other");
      assertThatThrownBy(() -> volumes().reclaim(other, mountPoint))
          .isInstanceOf(EngineException.VolumeFailed.class);
      assertThat(volume.root()).isDirectory();
      assertThat(Mounts.at(VolumePaths.real(mountPoint))).isPresent();
    }
  }
}
