package io.snapseal.engine.mariadb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.snapseal.engine.DatabaseServer;
import io.snapseal.engine.ServerSettings;
import io.snapseal.engine.TestEngine;
import io.snapseal.engine.innodb.InnodbAttacks;
import io.snapseal.engine.process.Account;
import io.snapseal.engine.process.Command;
import io.snapseal.engine.process.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class MariaDbAttacksTest extends InnodbAttacks {
  MariaDbAttacksTest() {
    super(
        TestEngine.MARIADB,
        "'" + Account.current().name() + "'@'localhost'",
        List.of("'mariadb.sys'@'localhost'", "'root'@'localhost'"),
        "UPDATE mysql.global_priv SET priv = json_set(priv, '$.access', 1073741823)"
            + " WHERE user = 'eve'");
  }

  @Test
  void theSocketAdmitsSnapsealAsAdministratorAndTheServersAccountForBackupsOnly() throws Exception {
    assumeTrue(Account.current().uid() == 0, "only root can become somebody else");
    ServerSettings settings = home.settings("data");
    try (DatabaseServer server = home.engine.start(data, settings)) {
      Path socket = settings.runDirectory().resolve("socket/server");
      Account stranger = Account.named("daemon").orElseThrow();
      Account own = Account.forServers();
      assertThat(client(stranger, socket, "root", "SELECT 1").output()).contains("(13)");
      assertThat(client(stranger, socket, "daemon", "SELECT 1").succeeded()).isFalse();
      assertThat(client(own, socket, "root", "SELECT 1").output()).contains("Access denied");
      assertThat(client(own, socket, "alice", "SELECT 1").output()).contains("Access denied");
      assertThat(client(own, socket, own.name(), "SELECT current_user()").output())
          .contains(own.name() + "@localhost");
      assertThat(client(own, socket, own.name(), "SELECT * FROM mysql.user").output())
          .contains("denied");
      assertThat(client(Account.current(), socket, "root", "SELECT current_user()").output())
          .contains("root@localhost");
      assertThat(server.isRunning()).isTrue();
    }
  }

  private static Outcome client(Account account, Path socket, String user, String statement) {
    return new Command(
            List.of(
                "/usr/bin/mariadb",
                "--no-defaults",
                "--socket=" + socket,
                "--user=" + user,
                "--execute=" + statement),
            account,
            Path.of("/"),
            Duration.ofMinutes(1))
        .run();
  }
}
