package io.snapseal.rds;

import io.snapseal.rds.resource.InstanceInternals;
import io.snapseal.rds.resource.Tables;
import io.snapseal.state.Row;
import io.snapseal.state.Scope;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceReadReplicaRequest;
import software.amazon.awssdk.services.rds.model.DBInstance;

/** Sources and their replicas, and what their databases say. */
final class ReplicaFixture {
  private static final int LOOKS = 1200;

  private ReplicaFixture() {}

  /** An instance that replicas can be made of. */
  static void source(RdsFixture fixture, String id, @Nullable String key) throws SQLException {
    fixture.createInstance(id, key);
    fixture.idle();
    withBackups(fixture, id);
    run(
        fixture,
        id,
        "create table t as select n, 'canary-of-' || '"
            + id
            + "' c from generate_series(1, 100) n");
  }

  static void withBackups(RdsFixture fixture, String id) {
    change(fixture, id, shown -> shown.backupRetentionPeriod(1));
  }

  static void change(RdsFixture fixture, String id, UnaryOperator<DBInstance.Builder> change) {
    fixture.state.change(
        handle -> {
          Row<DBInstance, InstanceInternals> row =
              Tables.instance(handle, new Scope(RdsFixture.ACCOUNT, RdsFixture.FIRST), id);
          Tables.INSTANCES.update(handle, row.show(change.apply(row.shown().toBuilder()).build()));
        });
  }

  /** A replica in the region, of an instance of the first one. */
  static DBInstance replicate(
      RdsFixture fixture, String region, String id, String source, @Nullable String key) {
    String named =
        region.equals(RdsFixture.FIRST)
            ? source
            : fixture.instance(RdsFixture.FIRST, source).dbInstanceArn();
    return fixture
        .client(region)
        .createDBInstanceReadReplica(
            CreateDbInstanceReadReplicaRequest.builder()
                .dbInstanceIdentifier(id)
                .sourceDBInstanceIdentifier(named)
                .kmsKeyId(key)
                .build())
        .dbInstance();
  }

  static String ask(DBInstance instance, String query) throws SQLException {
    try (Connection connection = connect(instance);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return String.valueOf(rows.getString(1));
    }
  }

  static void run(RdsFixture fixture, String id, String statement) throws SQLException {
    run(fixture.instance(RdsFixture.FIRST, id), statement);
  }

  static void run(DBInstance instance, String text) throws SQLException {
    try (Connection connection = connect(instance);
        Statement statement = connection.createStatement()) {
      statement.execute(text);
    }
  }

  private static Connection connect(DBInstance instance) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + instance.endpoint().port() + "/shop?sslmode=disable",
        "alice",
        "correct-horse");
  }

  /** Waits for what comes by itself. */
  static void await(String what, BooleanSupplier condition) {
    for (int look = 0; look < LOOKS; look++) {
      if (condition.getAsBoolean()) {
        return;
      }
      RdsFixture.pause();
    }
    throw new AssertionError("not in time: " + what);
  }

  static void awaitRows(RdsFixture fixture, String region, String id, int rows) {
    await(
        rows + " rows on " + id,
        () -> {
          try {
            return ask(fixture.instance(region, id), "select count(*) from t")
                .equals(Integer.toString(rows));
          } catch (SQLException e) {
            return false;
          }
        });
  }

  static void awaitStatus(RdsFixture fixture, String region, String id, String replication) {
    await(
        id + " " + replication,
        () ->
            fixture.instance(region, id).statusInfos().stream()
                .anyMatch(info -> info.status().equals(replication)));
  }

  /** The files of an instance at rest that hold a text. */
  static List<Path> holding(Path home, String region, DBInstance instance, String text)
      throws IOException {
    Path atRest = home.resolve("i-" + region).resolve(instance.dbiResourceId()).resolve("volume");
    List<Path> found = new ArrayList<>();
    Files.walkFileTree(
        atRest,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile() && holds(file, text)) {
              found.add(file);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException failure) {
            return FileVisitResult.CONTINUE; // gone since it was listed
          }
        });
    return found;
  }

  private static boolean holds(Path file, String text) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text);
    } catch (IOException e) {
      return false; // gone since it was listed
    }
  }
}
