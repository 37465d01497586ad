package io.snapseal.rds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapseal.engine.DatabaseEngine;
import io.snapseal.rds.resource.Status;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.RdsException;

/** An engine's whole way: an unencrypted instance, its snapshot, sealed by a copy, restored. */
abstract class EngineJourney {
  private static final String PASSWORD = "correct-horse";

  @TempDir private Path home;
  private RdsFixture fixture;

  /** The engine; skips the test where it is not installed. */
  abstract DatabaseEngine engine();

  abstract String url(int port);

  @BeforeEach
  void open() throws Exception {
    DatabaseEngine engine = engine();
    Passable.make(home);
    fixture = new RdsFixture(home, List.of(RdsFixture.FIRST), postgres -> engine);
  }

  @AfterEach
  void close() {
    if (fixture != null) {
      fixture.close();
    }
  }

  private CreateDbInstanceRequest.Builder request(String id) {
    return CreateDbInstanceRequest.builder()
        .dbInstanceIdentifier(id)
        .engine(engine().name())
        .dbInstanceClass("db.t3.micro")
        .allocatedStorage(20)
        .masterUsername("alice")
        .masterUserPassword(PASSWORD)
        .dbName("shop");
  }

  @Test
  void rowsSurviveSnapshotSealingAndRestore() throws Exception {
    String version = engine().version();
    fixture.client().createDBInstance(request("legacy").engineVersion(major(version)).build());
    fixture.idle();
    DBInstance legacy = fixture.instance(RdsFixture.FIRST, "legacy");
    assertThat(legacy.dbInstanceStatus()).isEqualTo(Status.AVAILABLE);
    assertThat(legacy.engineVersion()).isEqualTo(version);
    execute(legacy, "CREATE TABLE orders (id int PRIMARY KEY, item varchar(40))");
    execute(legacy, "INSERT INTO orders VALUES (1, 'anvil'), (2, 'rocket'), (3, 'magnet')");

    fixture
        .client()
        .createDBSnapshot(r -> r.dbInstanceIdentifier("legacy").dbSnapshotIdentifier("plain"));
    fixture.idle();
    execute(legacy, "DELETE FROM orders");
    String key = fixture.kms(RdsFixture.FIRST).createKey().keyMetadata().arn();
    fixture
        .client()
        .copyDBSnapshot(
            r ->
                r.sourceDBSnapshotIdentifier("plain")
                    .targetDBSnapshotIdentifier("sealed")
                    .kmsKeyId(key));
    fixture.idle();
    DBSnapshot sealed = fixture.snapshot(RdsFixture.FIRST, "sealed");
    assertThat(sealed.status()).isEqualTo(Status.AVAILABLE);
    assertThat(sealed.encrypted()).isTrue();
    assertThat(sealed.engine()).isEqualTo(engine().name());

    fixture
        .client()
        .restoreDBInstanceFromDBSnapshot(
            r -> r.dbInstanceIdentifier("restored").dbSnapshotIdentifier("sealed"));
    fixture.idle();
    DBInstance restored = fixture.instance(RdsFixture.FIRST, "restored");
    assertThat(restored.dbInstanceStatus()).isEqualTo(Status.AVAILABLE);
    assertThat(restored.storageEncrypted()).isTrue();
    assertThat(ask(restored, "SELECT count(*) FROM orders")).isEqualTo("3");
    assertThat(ask(restored, "SELECT max(item) FROM orders")).isEqualTo("rocket");
    assertThat(ask(legacy, "SELECT count(*) FROM orders")).isEqualTo("0");
  }

  @Test
  void whatTheEngineCannotBeCalledIsRefused() {
    for (CreateDbInstanceRequest.Builder bad :
        List.of(
            request("x").masterUsername("x".repeat(17)),
            request("x").masterUsername("root"),
            request("x").dbName("mysql"),
            request("x").dbName("x".repeat(65)),
            request("x").masterUserPassword("x".repeat(42)),
            request("x").masterUserPassword("short"))) {
      CreateDbInstanceRequest request = bad.build();
      assertThatThrownBy(() -> fixture.client().createDBInstance(request))
          .isInstanceOfSatisfying(
              RdsException.class,
              e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("InvalidParameterValue"));
    }
  }

  private static String major(String version) {
    return version.substring(0, version.lastIndexOf('.'));
  }

  private Connection connect(DBInstance instance) throws SQLException {
    return DriverManager.getConnection(url(instance.endpoint().port()), "alice", PASSWORD);
  }

  private void execute(DBInstance instance, String text) throws SQLException {
    try (Connection connection = connect(instance);
        Statement statement = connection.createStatement()) {
      statement.execute(text);
    }
  }

  private String ask(DBInstance instance, String query) throws SQLException {
    try (Connection connection = connect(instance);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getString(1);
    }
  }
}
