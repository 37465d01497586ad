package io.snapseal.engine.postgres;

import static io.snapseal.engine.postgres.PostgresHome.ask;
import static io.snapseal.engine.postgres.PostgresHome.connectAsMaster;
import static io.snapseal.engine.postgres.PostgresHome.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapseal.engine.DatabaseServer;
import io.snapseal.engine.EngineException;
import io.snapseal.engine.ServerExit;
import io.snapseal.engine.ServerSettings;
import io.snapseal.engine.files.Ownership;
import io.snapseal.engine.files.Trees;
import io.snapseal.engine.process.Account;
import io.snapseal.engine.process.Command;
import io.snapseal.engine.process.Patience;
import io.snapseal.engine.process.Reclaimer;
import io.snapseal.engine.process.Signals;
import io.snapseal.engine.process.Signals.Signal;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * SIGKILL to the server, and to Snapseal: nothing acknowledged is lost, nothing foreign is touched.
 */
class ReclaimTest {
  @TempDir Path temporary;
  private PostgresHome home;

  @BeforeEach
  void prepare() throws IOException {
    home = PostgresHome.in(temporary);
  }

  @Test
  void aServerKilledUnderLoadComesBackWithAllThatWasAcknowledged() throws Exception {
    Path data = home.initialised("data");
    ServerSettings settings = home.settings("data");
    CompletableFuture<ServerExit> told = new CompletableFuture<>();
    DatabaseServer server = home.engine.start(data, settings);
    server.onExit(told::complete);
    Load.createTables(server.port());
    Load load = Load.on(server.port(), 2);
    load.awaitMore(100);
    long acknowledged = load.committed();
    Signals.send(Signal.KILL, server.pid());
    assertThat(told).succeedsWithin(Duration.ofSeconds(30)).isEqualTo(new ServerExit(137, false));
    load.abandon();
    home.engine.reclaim(data);
    try (DatabaseServer again = home.engine.start(data, settings);
        Connection connection = connectAsMaster(again.port())) {
      assertThat(ask(connection, "SELECT sum(balance) FROM accounts"))
          .isEqualTo(Long.toString(Load.SUM));
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
  void aStartThatIsInterruptedLeavesNoServer() throws IOException {
    Path data = home.initialised("data");
    ServerSettings settings = home.settings("data");
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> home.engine.start(data, settings)).isInstanceOf(EngineException.class);
    assertThat(Thread.interrupted()).as("the interrupt goes on afterwards").isTrue();
    assertThat(PostgresProcesses.on(data, Account.forServers()).find()).isEmpty();
    home.engine.start(data, settings).close();
  }

  @Test
  void aServerOutlivesAKilledSnapsealAndIsReclaimed() throws Exception {
    Path data = home.initialised("data");
    ServerSettings settings = home.settings("data");
    Process snapseal = DoomedSnapseal.start(data, settings.runDirectory());
    long orphan;
    try (BufferedReader out = snapseal.inputReader(StandardCharsets.UTF_8)) {
      orphan = Long.parseLong(out.readLine());
    } finally {
      snapseal.destroyForcibly().waitFor();
    }
    assertThat(ProcessHandle.of(orphan)).isPresent();
    assertThat(home.engine.reclaim(data)).isTrue();
    assertThat(PostgresProcesses.on(data, Account.forServers()).find()).isEmpty();
    assertThat(data.resolve("postmaster.pid")).doesNotExist();
    assertThat(home.engine.reclaim(data)).isFalse();
    try (DatabaseServer server = home.engine.start(data, settings);
        Connection connection = connectAsMaster(server.port())) {
      assertThat(ask(connection, "SELECT n FROM proof")).isEqualTo("42");
    }
  }

  @Test
  void anInitialiseKilledInTheMiddleIsDoneAgainThoughItsChildrenStillRun() throws Exception {
    Path data = temporary.resolve("data");
    for (String progress : new String[] {"PG_VERSION", "base/1", "base/4"}) {
      Process snapseal = DoomedSnapseal.start(data);
      Path reached = temporary.resolve("data.new").resolve(progress);
      assertThat(
              Patience.of(Clock.systemUTC())
                  .until(Duration.ofMinutes(1), () -> Files.exists(reached) || !snapseal.isAlive()))
          .isTrue();
      snapseal.destroyForcibly().waitFor();
      // On a busy machine the kill may come after the end: then it is all there.
      assertThat(!Files.exists(data) || Files.exists(data.resolve("global/pg_control")))
          .as("killed at " + progress)
          .isTrue();
      Trees.delete(data);
    }
    home.initialised("data");
    assertThat(temporary.resolve("data.new")).doesNotExist();
    try (DatabaseServer server = home.engine.start(data, home.settings("data"));
        Connection administrator = server.connectAsAdministrator("shop")) {
      ConsistentUnderLoadTest.assertSound(administrator);
    }
  }

  @Test
  void anInitdbThatOutlivesItsSnapsealIsEndedBeforeTheNextOneBegins() throws Exception {
    Path unfinished = temporary.resolve("data.new");
    Trees.make(unfinished, Trees.PASSAGE);
    Path program = Files.copy(Path.of("/bin/sleep"), temporary.resolve("initdb"));
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    Process orphan =
        Command.builder(List.of(program.toString(), "600"), Account.forServers(), unfinished)
            .start();
    try {
      assertThat(
              Patience.of(Clock.systemUTC())
                  .until(
                      Duration.ofMinutes(1),
                      () ->
                          PostgresProcesses.on(unfinished, Account.forServers()).find().size()
                              == 1))
          .isTrue();
      home.initialised("data");
      assertThat(orphan.waitFor(10, TimeUnit.SECONDS)).isTrue();
      assertThat(orphan.exitValue()).isEqualTo(137);
    } finally {
      orphan.destroyForcibly();
    }
  }

  @Test
  void aProcessThatOnlyHappensToHaveThePidIsLeftAlone() throws Exception {
    Path data = home.initialised("data");
    Process innocent =
        Command.builder(List.of("/bin/sleep", "600"), Account.forServers(), data).start();
    try {
      Path pidFile = data.resolve("postmaster.pid");
      Files.writeString(pidFile, innocent.pid() + "\n" + data + "\n0\n5432\n\n\n\nready\n");
      Ownership.give(Account.forServers(), pidFile);
      assertThat(home.engine.reclaim(data)).isFalse();
      assertThat(innocent.isAlive()).isTrue();
      try (DatabaseServer server = home.engine.start(data, home.settings("data"))) {
        assertThat(server.isRunning()).isTrue();
      }
      assertThat(innocent.isAlive()).isTrue();
    } finally {
      innocent.destroyForcibly();
    }
  }

  @Test
  void theServerOfAnotherDirectoryIsLeftAlone() throws Exception {
    Path mine = home.initialised("mine");
    Path theirs = home.initialised("theirs");
    try (DatabaseServer other = home.engine.start(theirs, home.settings("theirs"))) {
      Files.copy(theirs.resolve("postmaster.pid"), mine.resolve("postmaster.pid"));
      assertThat(home.engine.reclaim(mine)).isFalse();
      assertThat(other.isRunning()).isTrue();
      try (Connection connection = connectAsMaster(other.port())) {
        run(connection, "CREATE TABLE still_here ()");
      }
    }
  }

  @Test
  void aServerThatHearsNothingIsKilledInTheEnd() throws Exception {
    Path data = home.initialised("data");
    DatabaseServer server = home.engine.start(data, home.settings("data"));
    assertThat(Command.of("/bin/sh", "-c", "kill -s STOP " + server.pid()).run().succeeded())
        .isTrue();
    FastClock clock = new FastClock();
    Reclaimer reclaimer =
        PostgresProcesses.reclaimer(data, Account.forServers(), new Patience(clock, clock::sleep));
    assertThat(reclaimer.end(Duration.ofSeconds(5))).isTrue();
    CompletableFuture<ServerExit> told = new CompletableFuture<>();
    server.onExit(told::complete);
    assertThat(told).succeedsWithin(Duration.ofSeconds(30)).isEqualTo(new ServerExit(137, false));
    // The next start also removes the shared memory that the killed one left in /dev/shm.
    home.engine.start(data, home.settings("data")).close();
  }

  /** Passes in pauses only, and a hundred times as fast. */
  private static final class FastClock extends Clock {
    private java.time.Instant now = java.time.Instant.EPOCH;

    void sleep(Duration duration) throws InterruptedException {
      now = now.plus(duration);
      Thread.sleep(duration.dividedBy(100).toMillis());
    }

    @Override
    public java.time.Instant instant() {
      return now;
    }

    @Override
    public java.time.ZoneId getZone() {
      return java.time.ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(java.time.ZoneId zone) {
      return this;
    }
  }

  @Test
  void patienceUsesItsClock() {
    FastClock clock = new FastClock();
    assertThat(new Patience(clock, clock::sleep).until(Duration.ofSeconds(1), () -> false))
        .isFalse();
    assertThat(clock.instant()).isAfterOrEqualTo(java.time.Instant.EPOCH.plusSeconds(1));
  }
}
