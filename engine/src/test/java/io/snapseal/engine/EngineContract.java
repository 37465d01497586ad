package io.snapseal.engine;

import static io.snapseal.engine.EngineHome.ask;
import static io.snapseal.engine.EngineHome.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapseal.engine.process.Account;
import io.snapseal.engine.process.Command;
import io.snapseal.engine.process.Signals;
import io.snapseal.engine.process.Signals.Signal;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What every engine promises. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class EngineContract {
  private static final int WRITERS = 3;

  protected EngineHome home;

  /** For tests that leave it as they find it; made once. */
  protected Path shared;

  private final TestEngine kind;

  protected EngineContract(TestEngine kind) {
    this.kind = kind;
  }

  /** The engine's own check of all it has. */
  protected abstract void assertSound(Connection administrator) throws SQLException;

  @BeforeAll
  void prepare(@TempDir Path temporary) throws IOException {
    home = EngineHome.in(temporary, kind);
    shared = home.initialised("shared");
  }

  private DatabaseServer start() throws IOException {
    return home.engine.start(shared, home.settings("shared"));
  }

  @Test
  void dataAndPasswordSurviveAStopAndAStart() throws Exception {
    try (DatabaseServer server = start();
        Connection connection = home.connectAsMaster(server.port())) {
      run(connection, "CREATE TABLE survivor (n int)");
      run(connection, "INSERT INTO survivor VALUES (1), (2), (39)");
      assertThat(ask(connection, "SELECT version()")).contains(home.engine.version());
    }
    try (DatabaseServer server = start();
        Connection connection = home.connectAsMaster(server.port())) {
      assertThat(ask(connection, "SELECT sum(n) FROM survivor")).isEqualTo("42");
      run(connection, "DROP TABLE survivor");
    }
  }

  @Test
  void theAdministratorIsOfTheSocketAloneAndWithoutPasswordNobodyGetsIn() throws Exception {
    try (DatabaseServer server = start()) {
      for (String name : List.of("rdsadmin", "root", Account.current().name(), "alice", "")) {
        for (String password : List.of("", "wrong")) {
          assertThatThrownBy(() -> home.connect(server.port(), name, password, "shop"))
              .as(name)
              .isInstanceOf(SQLException.class);
        }
      }
      try (Connection administrator = server.connectAsAdministrator("shop")) {
        assertThat(administrator.isValid(0)).isTrue();
      }
      assertThatThrownBy(() -> server.connectAsAdministrator("nowhere"))
          .isInstanceOf(EngineException.class)
          .hasMessageContaining("nowhere");
    }
  }

  @Test
  void noPasswordReachesDataRunFilesLogOrCommandLine() throws Exception {
    String fresh = "another-secret";
    ServerSettings settings = home.settings("shared").withParameters(kind.talkative());
    try (DatabaseServer server = home.engine.start(shared, settings)) {
      server.setMaster(home.user("alice", fresh));
      server.setMaster(home.user("bob", fresh));
      home.connect(server.port(), "alice", fresh, "shop").close();
      home.connect(server.port(), "bob", fresh, "shop").close();
      assertThatThrownBy(() -> home.connectAsMaster(server.port()))
          .isInstanceOf(SQLException.class);
      assertThat(Files.readString(Path.of("/proc", Long.toString(server.pid()), "cmdline")))
          .doesNotContain(fresh, EngineHome.PASSWORD);
      server.setMaster(home.master());
    }
    assertThat(Canary.in(home.root, fresh)).isEmpty();
    assertThat(Canary.in(home.root, EngineHome.PASSWORD)).isEmpty();
    assertThat(Files.readString(settings.logFile()))
        .doesNotContain(home.master().verifier().substring(0, 20));
  }

  @Test
  void filesAndProcessBelongToTheServersAccountAndItsEnvironmentIsClean() throws Exception {
    ServerSettings settings = home.settings("shared");
    try (DatabaseServer server = start()) {
      Path process = Path.of("/proc", Long.toString(server.pid()));
      assertThat(Files.getAttribute(process, "unix:uid")).isNotEqualTo(0);
      assertThat(Files.getPosixFilePermissions(shared)).hasSize(3);
      assertThat(Files.getPosixFilePermissions(settings.runDirectory().resolve("socket")))
          .hasSize(3);
      assertThat(Files.getPosixFilePermissions(settings.logFile())).hasSize(2);
      assertThat(Files.readString(process.resolve("environ")).split("\0"))
          .allMatch(
              entry ->
                  entry.matches(
                      "(PATH|LC_ALL|LC_\\w+|TZ|PWD|PG_GRANDPARENT_PID|PGSYSCONFDIR|PGLOCALEDIR)=.*"));
    }
  }

  @Test
  void aTakenPortIsNamed() throws Exception {
    try (ServerSocket taken =
        new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
      ServerSettings settings = home.settings("shared").withPort(taken.getLocalPort());
      assertThatThrownBy(() -> home.engine.start(shared, settings))
          .isInstanceOf(EngineException.PortTaken.class)
          .hasMessageContaining(Integer.toString(taken.getLocalPort()));
    }
  }

  @Test
  void everyListedParameterStandsAtItsDefaultAndNoneLoosensAnything() throws Exception {
    Map<String, String> standard = new java.util.HashMap<>();
    home.engine
        .parameters()
        .all()
        .forEach(p -> p.standard().ifPresent(value -> standard.put(p.name(), value)));
    home.engine.start(shared, home.settings("shared").withParameters(standard)).close();
    for (String name :
        List.of("init_file", "datadir", "plugin_dir", "fsync", "include", "listen_addresses")) {
      ServerSettings settings = home.settings("shared").withParameters(Map.of(name, "x"));
      assertThatThrownBy(() -> home.engine.start(shared, settings).close())
          .as(name)
          .isInstanceOfAny(IllegalArgumentException.class, EngineException.StartFailed.class);
    }
  }

  @Test
  void aSecondServerOnTheSameDirectoryIsRefused() throws Exception {
    try (DatabaseServer server = start()) {
      ServerSettings other = home.settings("other");
      assertThatThrownBy(() -> home.engine.start(shared, other))
          .isInstanceOf(EngineException.BadDataDirectory.class)
          .hasMessageContaining("running");
      assertThat(server.isRunning()).isTrue();
    }
  }

  @Test
  void onlyAnEmptyDirectoryIsInitialisedAndWhatAKilledOneLeftIsInNobodysWay() throws Exception {
    Path full = Files.createDirectory(home.root.resolve("full"));
    Files.writeString(full.resolve("precious"), "x");
    assertThatThrownBy(() -> home.engine.initialise(full, home.master(), Optional.empty()))
        .isInstanceOf(EngineException.BadDataDirectory.class);
    assertThat(full.resolve("precious")).exists();
    Path left = Files.createDirectory(home.root.resolve("killed.new"));
    Files.writeString(left.resolve("remains"), "x");
    Path data = home.root.resolve("killed");
    home.engine.initialise(data, home.master(), Optional.of("shop"));
    assertThat(left).doesNotExist();
    assertThat(data.resolve("remains")).doesNotExist();
  }

  @Test
  void whatIsNotThisEnginesDataIsRefused() throws Exception {
    Path data = Files.createDirectory(home.root.resolve("foreign"));
    Files.writeString(data.resolve("something"), "x");
    ServerSettings settings = home.settings("foreign");
    assertThatThrownBy(() -> home.engine.start(data, settings))
        .isInstanceOf(EngineException.BadDataDirectory.class);
    MasterUser careless = new MasterUser("alice", "hunter2");
    Path never = home.root.resolve("careless");
    assertThatThrownBy(() -> home.engine.initialise(never, careless, Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("hunter2"));
    assertThat(never).doesNotExist();
  }

  @Test
  void theEndOfAServerIsTold() throws Exception {
    CompletableFuture<ServerExit> told = new CompletableFuture<>();
    DatabaseServer server = start();
    server.onExit(told::complete);
    server.stop();
    assertThat(told).succeedsWithin(Duration.ofSeconds(30)).isEqualTo(new ServerExit(0, true));
    assertThat(server.isRunning()).isFalse();
    server.stop();
    assertThatThrownBy(() -> server.beginBackup("late"))
        .isInstanceOf(EngineException.BackupFailed.class);
  }

  @Test
  void aBackupUnderLoadIsConsistentHasAllThatWasAcknowledgedAndLeavesNothing() throws Exception {
    Path restored = home.root.resolve("restored");
    long before;
    long after;
    try (DatabaseServer server =
        home.engine.start(home.initialised("loaded"), home.settings("loaded"))) {
      try (Transfers load = Transfers.on(home, server.port(), WRITERS)) {
        load.awaitMore(300);
        before = load.committed();
        try (HotBackup backup = server.beginBackup("under load")) {
          NaiveCopier copier = new NaiveCopier(backup, restored, () -> {});
          copier.copy();
          load.awaitMore(50);
          BackupEnd end = backup.finish();
          after = load.committed() + WRITERS;
          load.awaitMore(50);
          copier.complete(end);
          System.err.println(kind + " held up writes for " + end.writesHeldUp());
          assertThat(end.writesHeldUp()).isLessThan(Duration.ofMinutes(1));
        }
        abandoned(server);
      }
    }
    assertThat(names(home.root)).noneMatch(name -> name.matches("loaded\\.(backups|new)/.+"));
    verify(restored, before, after);
  }

  /** It holds nothing afterwards, neither in the server nor on the disk. */
  private void abandoned(DatabaseServer server) throws SQLException {
    HotBackup abandoned = server.beginBackup("abandoned");
    abandoned.close();
    assertThatThrownBy(abandoned::finish).isInstanceOf(EngineException.BackupFailed.class);
    try (Connection connection = home.connectAsMaster(server.port())) {
      run(connection, "CREATE TABLE not_blocked (n int)");
    }
  }

  private static List<String> names(Path root) throws IOException {
    try (Stream<Path> all = Files.walk(root, 2)) {
      return all.map(path -> root.relativize(path).toString()).toList();
    }
  }

  private void verify(Path data, long atLeast, long atMost) throws Exception {
    try (DatabaseServer server = home.engine.start(data, home.settings("restored"));
        Connection master = home.connectAsMaster(server.port());
        Connection administrator = server.connectAsAdministrator("shop")) {
      assertThat(ask(master, "SELECT sum(balance) FROM accounts"))
          .isEqualTo(Long.toString(Transfers.SUM));
      assertThat(Long.parseLong(ask(master, "SELECT count(*) FROM transfers")))
          .isBetween(atLeast, atMost);
      assertSound(administrator);
      run(master, "UPDATE accounts SET balance = balance + 0");
    }
  }

  @Test
  void aServerKilledUnderLoadComesBackWithAllThatWasAcknowledged() throws Exception {
    Path data = home.initialised("shot");
    ServerSettings settings = home.settings("shot");
    DatabaseServer server = home.engine.start(data, settings);
    CompletableFuture<ServerExit> told = new CompletableFuture<>();
    server.onExit(told::complete);
    Transfers load = Transfers.on(home, server.port(), 2);
    load.awaitMore(100);
    long acknowledged = load.committed();
    Signals.send(Signal.KILL, server.pid());
    assertThat(told).succeedsWithin(Duration.ofSeconds(30)).isEqualTo(new ServerExit(137, false));
    load.abandon();
    home.engine.reclaim(data);
    try (DatabaseServer again = home.engine.start(data, settings);
        Connection connection = home.connectAsMaster(again.port())) {
      assertThat(ask(connection, "SELECT sum(balance) FROM accounts"))
          .isEqualTo(Long.toString(Transfers.SUM));
      assertThat(Long.parseLong(ask(connection, "SELECT count(*) FROM transfers")))
          .isGreaterThanOrEqualTo(acknowledged);
      server.close();
      assertThat(again.isRunning())
          .as("closing the dead one's handle leaves its successor alone")
          .isTrue();
    }
  }

  /** Whoever stops a region interrupts whatever it is about to start. */
  @Test
  void aStartThatIsInterruptedLeavesNoServer() throws Exception {
    ServerSettings settings = home.settings("shared");
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> home.engine.start(shared, settings))
        .isInstanceOf(EngineException.class);
    assertThat(Thread.interrupted()).as("the interrupt goes on afterwards").isTrue();
    assertThat(home.engine.reclaim(shared)).isFalse();
    start().close();
  }

  @Test
  void aServerAndABackupThatOutliveAKilledSnapsealAreReclaimed() throws Exception {
    Path data = home.initialised("orphaned");
    Process snapseal = DoomedServer.start(home, "orphaned");
    long orphan;
    try (BufferedReader out = snapseal.inputReader(StandardCharsets.UTF_8)) {
      orphan = Long.parseLong(out.readLine());
    } finally {
      snapseal.destroyForcibly().waitFor();
    }
    assertThat(ProcessHandle.of(orphan)).isPresent();
    assertThat(home.engine.reclaim(data)).isTrue();
    assertThat(home.engine.reclaim(data)).isFalse();
    assertThat(names(home.root)).noneMatch(name -> name.matches("orphaned\\.(backups|tmp).*"));
    try (DatabaseServer server = home.engine.start(data, home.settings("orphaned"));
        Connection connection = home.connectAsMaster(server.port())) {
      assertThat(ask(connection, "SELECT n FROM proof")).isEqualTo("42");
    }
  }

  @Test
  void otherProcessesAndOtherServersAreLeftAlone() throws Exception {
    Path mine = home.initialised("mine");
    Process innocent =
        Command.builder(List.of("/bin/sleep", "600"), Account.forServers(), mine).start();
    try (DatabaseServer other = start()) {
      assertThat(home.engine.reclaim(mine)).isFalse();
      assertThat(innocent.isAlive()).isTrue();
      assertThat(other.isRunning()).isTrue();
    } finally {
      innocent.destroyForcibly();
    }
  }
}
