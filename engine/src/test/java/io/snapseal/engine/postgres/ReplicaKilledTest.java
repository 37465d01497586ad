package io.snapseal.engine.postgres;

import static io.snapseal.engine.postgres.PostgresHome.ask;
import static io.snapseal.engine.postgres.PostgresHome.connectAsMaster;
import static io.snapseal.engine.postgres.ReplicaHome.NAME;
import static io.snapseal.engine.postgres.ReplicaHome.await;
import static io.snapseal.engine.postgres.ReplicaHome.replication;
import static io.snapseal.engine.postgres.ReplicaHome.streaming;
import static org.assertj.core.api.Assertions.assertThat;

import io.snapseal.engine.DatabaseServer;
import io.snapseal.engine.EngineException;
import io.snapseal.engine.process.Signals;
import io.snapseal.engine.process.Signals.Signal;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SIGKILL to a primary, a replica, or both, under load and while one is promoted. */
class ReplicaKilledTest {
  @TempDir Path temporary;
  private ReplicaHome home;

  @BeforeEach
  void prepare() throws IOException {
    home = new ReplicaHome(temporary);
  }

  @ParameterizedTest
  @ValueSource(strings = {"primary", "replica", "both"})
  void whoeverIsKilledComesBackAndTheReplicaHasItAll(String victim) throws Exception {
    DatabaseServer primary = home.primary();
    Load.createTables(primary.port());
    home.makeReplica(primary);
    DatabaseServer replica = home.replica();
    await("streaming", () -> streaming(replica));
    Load load = Load.on(primary.port(), 2);
    load.awaitMore(100);
    long acknowledged;
    if (victim.equals("replica")) {
      kill(replica);
      load.awaitMore(100);
      load.close();
      acknowledged = load.committed();
    } else {
      acknowledged = load.committed();
      kill(primary);
      load.abandon();
    }
    if (victim.equals("both")) {
      kill(replica);
    }
    DatabaseServer primaryAgain = victim.equals("replica") ? primary : started(true);
    DatabaseServer replicaAgain = victim.equals("primary") ? replica : started(false);
    String transfers = asked(primaryAgain, "SELECT count(*) FROM transfers");
    assertThat(Long.parseLong(transfers)).isGreaterThanOrEqualTo(acknowledged);
    await(
        "all " + transfers,
        () -> transfers.equals(asked(replicaAgain, "SELECT count(*) FROM transfers")));
    assertThat(asked(replicaAgain, "SELECT sum(balance) FROM accounts"))
        .isEqualTo(Long.toString(Load.SUM));
    primaryAgain.close();
    replicaAgain.close();
  }

  /**
   * Whichever side of the decision it is on: nothing is lost, and the promotion can be repeated.
   */
  @Test
  void aReplicaKilledWhileItIsPromotedIsOneOrTheOther() throws Exception {
    DatabaseServer primary = home.primary();
    Load.createTables(primary.port());
    for (int delay : new int[] {0, 3, 10, 30, 100}) {
      Path data = temporary.resolve("replica-" + delay);
      String name = NAME + delay;
      home.makeReplica(primary, name, data);
      DatabaseServer replica = home.home.engine.start(data, home.replicaSettings(name));
      await("streaming", () -> streaming(replica));
      CompletableFuture<Void> promotion =
          CompletableFuture.runAsync(() -> replication(replica).promote());
      kill(replica, delay);
      boolean promoted = promotion.handle((nothing, failure) -> failure == null).get();
      home.home.engine.reclaim(data);
      try (DatabaseServer again = home.home.engine.start(data, home.replicaSettings(name))) {
        if (promoted) {
          assertThat(replication(again).following()).isEmpty();
        }
        replication(again).promote();
        ReplicaHome.write(again, "INSERT INTO transfers (amount) VALUES (1)");
        assertThat(asked(again, "SELECT sum(balance) FROM accounts"))
            .isEqualTo(Long.toString(Load.SUM));
      }
      replication(primary).release(name);
    }
    primary.close();
  }

  private DatabaseServer started(boolean asPrimary) throws IOException {
    home.home.engine.reclaim(asPrimary ? home.primaryData : home.replicaData);
    return asPrimary ? home.primary() : home.replica();
  }

  private static void kill(DatabaseServer server) {
    Signals.send(Signal.KILL, server.pid());
    await("its end", () -> !server.isRunning());
  }

  /** At some moment of the promotion; which one, is chance. */
  private static void kill(DatabaseServer server, int delayMs) throws InterruptedException {
    Thread.sleep(delayMs);
    kill(server);
  }

  private static String asked(DatabaseServer server, String query) {
    try (Connection connection = connectAsMaster(server.port())) {
      return ask(connection, query);
    } catch (SQLException | EngineException e) {
      return String.valueOf(e.getMessage());
    }
  }
}
