package io.snapseal.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ChainLogTest {
  @TempDir Path temporary;
  private TrailOnDisk trail;

  @BeforeEach
  void begin() throws IOException {
    trail = new TrailOnDisk(temporary);
  }

  private static List<String> expected(int first, int last) {
    return IntStream.rangeClosed(first, last).mapToObj(n -> "{\"n\":" + n + "}").toList();
  }

  @Test
  void whatIsAppendedIsThereInItsOrderOverManyFilesAndStarts() throws IOException {
    for (int start = 0; start < 3; start++) {
      try (ChainLog log = trail.open()) {
        for (int i = 1; i <= 20; i++) {
          log.append(TrailOnDisk.event(start * 20 + i), i % 3 == 0);
        }
      }
    }

    assertThat(trail.events()).isEqualTo(expected(1, 60));
    assertThat(trail.directory.files()).hasSizeGreaterThan(5);
    assertThat(trail.check().lines()).isEqualTo(60);
    assertThat(trail.check().damage()).isEmpty();
  }

  /** Not closed, as after SIGKILL. */
  @Test
  void nothingThatWasAppendedIsLostWithoutAClose() throws IOException {
    ChainLog log = trail.open();
    log.append(TrailOnDisk.event(1), true);
    assertThat(trail.events()).isEqualTo(expected(1, 1));
    log.append(TrailOnDisk.event(2), false);
    log.flush();

    assertThat(trail.events()).isEqualTo(expected(1, 2));
    try (ChainLog next = trail.open()) {
      next.append(TrailOnDisk.event(3), true);
    }
    assertThat(trail.events()).isEqualTo(expected(1, 3));
    assertThat(trail.check().damage()).isEmpty();
  }

  @Test
  void aLineThatWasBeingWrittenWhenThePowerWentIsCutOff() throws IOException {
    try (ChainLog log = trail.open()) {
      log.append(TrailOnDisk.event(1), true);
    }
    Files.writeString(
        trail.directory.fileFrom(1), "{\"number\":2,\"code\":\"AA", StandardOpenOption.APPEND);

    try (ChainLog log = trail.open()) {
      log.append(TrailOnDisk.event(2), true);
    }

    assertThat(trail.events()).isEqualTo(expected(1, 2));
    assertThat(trail.check().damage()).isEmpty();
  }

  @Test
  void manyThreadsAppendEachInItsOwnOrder() throws Exception {
    int threads = 16;
    int each = 50;
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try (ChainLog log = trail.open()) {
      List<Future<?>> running = new ArrayList<>();
      for (int t = 0; t < threads; t++) {
        int thread = t;
        running.add(
            pool.submit(
                () -> {
                  for (int i = 0; i < each; i++) {
                    log.append(TrailOnDisk.event(thread * each + i), (thread + i) % 2 == 0);
                  }
                }));
      }
      for (Future<?> one : running) {
        one.get();
      }
    } finally {
      pool.shutdownNow();
    }

    List<String> events = trail.events();
    assertThat(events).hasSize(threads * each);
    for (int t = 0; t < threads; t++) {
      List<String> own = expected(t * each, t * each + each - 1);
      assertThat(events.stream().filter(own::contains)).containsExactlyElementsOf(own);
    }
    assertThat(trail.check().damage()).isEmpty();
  }

  /** An interrupt belongs to the thread's own work; a channel would be closed by it for all. */
  @Test
  void anInterruptedThreadAppends() throws IOException {
    try (ChainLog log = trail.open()) {
      Thread.currentThread().interrupt();
      log.append(TrailOnDisk.event(1), true);
      assertThat(Thread.interrupted()).isTrue();
      log.append(TrailOnDisk.event(2), true);
    }
    assertThat(trail.events()).isEqualTo(expected(1, 2));
  }

  @Test
  void itsFilesAreForTheirOwnerOnly() throws IOException {
    trail.open().append(TrailOnDisk.event(1), true);

    assertThat(mode(trail.directory.path())).isEqualTo("rwx------");
    assertThat(mode(trail.directory.head())).isEqualTo("rw-------");
    assertThat(mode(trail.directory.fileFrom(1))).isEqualTo("rw-------");
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private enum Fault {
    HALF_A_WRITE,
    SYNC,
    NEW_FILE
  }

  /** A disk that is full, or broken, for a while. */
  private static final class Failing implements TrailOutput.Disk {
    private final Fault fault;
    private boolean failing;

    Failing(Fault fault) {
      this.fault = fault;
    }

    @Override
    public RandomAccessFile open(Path file) throws IOException {
      if (failing && fault == Fault.NEW_FILE) {
        throw new IOException("no space for a file");
      }
      return new RandomAccessFile(file.toFile(), "rw") {
        @Override
        public void write(byte[] bytes) throws IOException {
          if (failing && fault == Fault.HALF_A_WRITE) {
            super.write(bytes, 0, bytes.length / 2);
            throw new IOException("no space left");
          }
          super.write(bytes);
        }
      };
    }

    @Override
    public void sync(RandomAccessFile file) throws IOException {
      if (failing && fault == Fault.SYNC) {
        throw new IOException("it did not reach the disk");
      }
      REAL.sync(file);
    }
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void whatCouldNotBeWrittenIsToldAndWrittenFirstOnceItCan(Fault fault) throws IOException {
    Failing disk = new Failing(fault);
    try (ChainLog log = trail.open(disk)) {
      log.append(TrailOnDisk.event(1), true);
      while (fault == Fault.NEW_FILE && Files.size(newestFile()) < TrailOnDisk.FILE_BYTES) {
        log.append(TrailOnDisk.event(2), true);
      }
      int known = trail.events().size();
      disk.failing = true;

      assertThatThrownBy(() -> log.append(TrailOnDisk.event(101), true))
          .isInstanceOf(TrailUnavailableException.class);
      assertThatThrownBy(log::requireWritable).isInstanceOf(TrailUnavailableException.class);
      log.append(TrailOnDisk.event(102), false);
      disk.failing = false;
      log.requireWritable();
      log.append(TrailOnDisk.event(103), true);

      assertThat(trail.events())
          .hasSize(known + 3)
          .endsWith("{\"n\":101}", "{\"n\":102}", "{\"n\":103}");
      assertThat(trail.check().damage()).isEmpty();
    }
  }

  @Test
  void whatIsOwedIsWrittenByClose() throws IOException {
    Failing disk = new Failing(Fault.HALF_A_WRITE);
    ChainLog log = trail.open(disk);
    disk.failing = true;
    assertThatThrownBy(() -> log.append(TrailOnDisk.event(1), true))
        .isInstanceOf(TrailUnavailableException.class);
    log.append(TrailOnDisk.event(2), false);
    disk.failing = false;

    log.close();

    assertThat(trail.events()).isEqualTo(expected(1, 2));
    assertThat(trail.check().damage()).isEmpty();
  }

  @Test
  void whatIsLostByCloseIsToldAndTheTrailGoesOn() throws IOException {
    Failing disk = new Failing(Fault.HALF_A_WRITE);
    ChainLog log = trail.open(disk);
    log.append(TrailOnDisk.event(1), true);
    disk.failing = true;
    assertThatThrownBy(() -> log.append(TrailOnDisk.event(2), true))
        .isInstanceOf(TrailUnavailableException.class);

    assertThatThrownBy(log::close).isInstanceOf(IOException.class).hasMessageContaining("last");

    try (ChainLog next = trail.open()) {
      next.append(TrailOnDisk.event(3), true);
    }
    assertThat(trail.events()).containsExactly("{\"n\":1}", "{\"n\":3}");
    assertThat(trail.check().damage()).isEmpty();
  }

  /** A disk that hangs must not fill memory with the events of those who only look. */
  @Test
  void whoOnlyLooksWaitsForADiskThatIsFarBehind() throws Exception {
    CountDownLatch hanging = new CountDownLatch(1);
    CountDownLatch reached = new CountDownLatch(1);
    byte[] megabyte = ("{\"n\":\"" + "x".repeat(1 << 20) + "\"}").getBytes(UTF_8);
    int[] appended = {0};
    ChainLog log = trail.open(new Hanging(reached, hanging));
    Thread reader =
        new Thread(
            () -> {
              for (int i = 0; i < 16; i++) {
                log.append(megabyte, false);
                appended[0]++;
              }
            });
    Thread writer = new Thread(() -> log.append(TrailOnDisk.event(1), true));
    writer.start();
    reached.await();
    reader.start();
    while (reader.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    int atMost = appended[0];
    hanging.countDown();
    writer.join();
    reader.join();
    log.close();

    assertThat(atMost).isLessThan(6);
    assertThat(trail.events()).hasSize(17);
    assertThat(trail.check().damage()).isEmpty();
  }

  private record Hanging(CountDownLatch reached, CountDownLatch until) implements TrailOutput.Disk {
    @Override
    public RandomAccessFile open(Path file) throws IOException {
      return REAL.open(file);
    }

    @Override
    public void sync(RandomAccessFile file) throws IOException {
      if (file.length() > TrailFile.firstLine(Link.before()).length) {
        reached.countDown();
        try {
          until.await();
        } catch (InterruptedException e) {
          throw new IOException(e);
        }
      }
      REAL.sync(file);
    }
  }

  @Test
  void aFileThatCannotBeMadeLeavesNothing() throws IOException {
    Path file = trail.directory.fileFrom(7);
    Files.createDirectories(file.resolve("in the way"));

    assertThatThrownBy(() -> TrailDirectory.createFile(file, new byte[1]))
        .isInstanceOf(IOException.class);

    try (var files = Files.list(trail.directory.path())) {
      assertThat(files).noneMatch(it -> it.getFileName().toString().startsWith(".new"));
    }
  }

  @Test
  void whatAKilledStartLeftIsRemoved() throws IOException {
    Path left = Files.createFile(trail.directory.path().resolve(".new123"));

    trail.open().close();

    assertThat(left).doesNotExist();
  }

  private Path newestFile() throws IOException {
    List<Path> files = trail.directory.files();
    return files.get(files.size() - 1);
  }
}
