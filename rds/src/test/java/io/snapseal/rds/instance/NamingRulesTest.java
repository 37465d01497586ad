package io.snapseal.rds.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.rds.model.RdsException;

/** What an engine's master user, password and database may be called (RDS API reference). */
class NamingRulesTest {
  private static final String PASSWORD = "correct-horse";

  @ParameterizedTest
  @CsvSource({
    "mysql, 16, 64, 41, root, mysql",
    "mariadb, 16, 64, 41, mariadb, sys",
    "aurora-mysql, 16, 64, 41, rdsadmin, information_schema",
    "postgres, 63, 63, 128, pg_monitor, template1",
    "aurora-postgresql, 63, 63, 128, rdsadmin, rdsadmin",
  })
  void whatTheEngineCannotBeCalledIsRefused(
      String engine,
      int longestUser,
      int longestDatabase,
      int longestPassword,
      String reservedUser,
      String reservedDatabase) {
    accepted(
        engine, "x".repeat(longestUser), "x".repeat(longestPassword), "x".repeat(longestDatabase));
    accepted(engine, "alice", PASSWORD, null);
    refused(engine, "x".repeat(longestUser + 1), PASSWORD, "shop");
    refused(engine, "1alice", PASSWORD, "shop");
    refused(engine, reservedUser, PASSWORD, "shop");
    refused(engine, "alice", "x".repeat(longestPassword + 1), "shop");
    refused(engine, "alice", "short", "shop");
    refused(engine, "alice", "with/slash", "shop");
    refused(engine, "alice", PASSWORD, "x".repeat(longestDatabase + 1));
    refused(engine, "alice", PASSWORD, reservedDatabase);
  }

  private static void accepted(
      String engine, String user, String password, @Nullable String database) {
    assertThatCode(() -> InstanceRequest.requireNames(engine, user, password, database))
        .doesNotThrowAnyException();
  }

  private static void refused(String engine, String user, String password, String database) {
    assertThatThrownBy(() -> InstanceRequest.requireNames(engine, user, password, database))
        .as("%s %s %s %s", engine, user, password, database)
        .isInstanceOfSatisfying(
            RdsException.class,
            e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("InvalidParameterValue"));
  }
}
