package io.snapseal.engine.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapseal.engine.BackupEnd;
import io.snapseal.engine.DatabaseEngine;
import io.snapseal.engine.DatabaseServer;
import io.snapseal.engine.EngineException;
import io.snapseal.engine.EngineParameters;
import io.snapseal.engine.HotBackup;
import io.snapseal.engine.MasterUser;
import io.snapseal.engine.Password;
import io.snapseal.engine.ServerExit;
import io.snapseal.engine.ServerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulatedEngineTest {
  private static final MasterUser MASTER = new MasterUser("admin", "simulated");

  @TempDir private Path temp;
  private final SecureRandom random = new SecureRandom();
  private final DatabaseEngine oracle = engine("oracle-ee", "19.0.0.0.r1");

  private DatabaseEngine engine(String name, String version) {
    return new SimulatedEngine(name, version, 1521, new EngineParameters(List.of()), random);
  }

  private Path initialised(String name) {
    Path data = temp.resolve(name);
    oracle.initialise(data, MASTER, Optional.of("orders"));
    return data;
  }

  private DatabaseServer started(Path data, int port) {
    return oracle.start(data, ServerSettings.in(temp).withPort(port));
  }

  private static Map<String, List<Byte>> contents(Path root) throws IOException {
    Map<String, List<Byte>> contents = new HashMap<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        List<Byte> bytes = new ArrayList<>();
        for (byte b : Files.readAllBytes(file)) {
          bytes.add(b);
        }
        contents.put(root.relativize(file).toString(), bytes);
      }
    }
    return contents;
  }

  @Test
  void itSaysWhatItIs() throws IOException {
    Path data = initialised("data");
    assertThat(oracle.simulated()).isTrue();
    assertThat(Files.readString(data.resolve("SIMULATED")))
        .contains("simulated database of oracle-ee 19.0.0.0.r1");
    assertThat(contents(data)).isNotEqualTo(contents(initialised("other")));
  }

  @Test
  void aServerIsOnlyANumber() {
    Path data = initialised("data");
    try (DatabaseServer server = started(data, 0)) {
      assertThat(server.port()).isEqualTo(1521);
      assertThat(server.isRunning()).isTrue();
      assertThatThrownBy(() -> server.connectAsAdministrator("orders"))
          .isInstanceOf(EngineException.class)
          .hasMessageContaining("simulated");
    }
    try (DatabaseServer server = started(data, 9999)) {
      assertThat(server.port()).isEqualTo(9999);
    }
  }

  @Test
  void aBackupIsTheTree() throws IOException {
    Path data = initialised("data");
    try (DatabaseServer server = started(data, 0);
        HotBackup backup = server.beginBackup("s")) {
      assertThat(contents(backup.root())).isEqualTo(contents(data)).isNotEmpty();
      assertThat(backup.includes("anything", false)).isTrue();
      BackupEnd end = backup.finish();
      assertThat(end.generatedFiles()).isEmpty();
      assertThat(end.additionalFiles()).isEmpty();
    }
  }

  @Test
  void whoeverAsksHearsThatItStopped() throws Exception {
    DatabaseServer server = started(initialised("data"), 0);
    CompletableFuture<ServerExit> before = new CompletableFuture<>();
    server.onExit(before::complete);
    server.stop();
    server.stop();
    CompletableFuture<ServerExit> after = new CompletableFuture<>();
    server.onExit(after::complete);
    assertThat(before.get(1, TimeUnit.MINUTES)).isEqualTo(new ServerExit(0, true));
    assertThat(after.get(1, TimeUnit.MINUTES)).isEqualTo(new ServerExit(0, true));
    assertThat(server.isRunning()).isFalse();
    assertThatThrownBy(() -> server.beginBackup("s"))
        .isInstanceOf(EngineException.BackupFailed.class);
  }

  @Test
  void onlyItsOwnDirectoryIsStarted() throws IOException {
    Path data = initialised("data");
    assertThatThrownBy(
            () -> engine("oracle-se2", "19.0.0.0.r1").start(data, ServerSettings.in(temp)))
        .isInstanceOf(EngineException.BadDataDirectory.class);
    Path real = Files.createDirectory(temp.resolve("real"));
    Files.writeString(real.resolve("PG_VERSION"), "17\n");
    assertThatThrownBy(() -> started(real, 0)).isInstanceOf(EngineException.BadDataDirectory.class);
    assertThatThrownBy(() -> oracle.initialise(real, MASTER, Optional.empty()))
        .isInstanceOf(EngineException.BadDataDirectory.class);
    assertThat(oracle.opens("19.0.0.0.r1")).isTrue();
    assertThat(oracle.opens("19.0.0.0.r2")).isFalse();
  }

  @Test
  void whatAKilledOneLeftIsNoHindrance() throws IOException {
    Path data = temp.resolve("data");
    Files.createDirectories(temp.resolve("data.new/data"));
    Files.createDirectory(data);
    oracle.initialise(data, MASTER, Optional.empty());
    assertThat(temp.resolve("data.new")).doesNotExist();
    started(data, 0).close();
  }

  @Test
  void nothingIsKeptOfAPassword() {
    try (Password one = Password.of("correct horse".toCharArray());
        Password other = Password.of("battery staple".toCharArray())) {
      assertThat(oracle.verifier(one)).isEqualTo(oracle.verifier(other));
      assertThat(new MasterUser("admin", oracle.verifier(one))).isNotNull();
    }
  }

  @Test
  void everyEngineOfRdsHasVersionsTheNewestFirst() {
    assertThat(SimulatedEngines.names())
        .contains("oracle-ee", "sqlserver-se", "db2-se", "aurora-mysql", "postgres", "mariadb");
    for (String name : SimulatedEngines.names()) {
      List<DatabaseEngine> engines = SimulatedEngines.of(List.of(name), random);
      assertThat(engines).as(name).isNotEmpty().allMatch(DatabaseEngine::simulated);
      assertThat(engines.stream().map(DatabaseEngine::version)).doesNotHaveDuplicates();
    }
    assertThat(SimulatedEngines.of(List.of("postgres"), random).get(0).version()).startsWith("17.");
  }

  /** A thousand at once cost next to nothing: no thread, no process, no port. */
  @Test
  void aThousandRunAtOnce() {
    Path data = initialised("data");
    int threads = Thread.activeCount();
    List<DatabaseServer> servers = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      servers.add(started(data, 0));
    }
    assertThat(servers).allMatch(DatabaseServer::isRunning);
    assertThat(Thread.activeCount()).isLessThanOrEqualTo(threads + 1);
    servers.forEach(DatabaseServer::stop);
    assertThat(servers).noneMatch(DatabaseServer::isRunning);
  }
}
