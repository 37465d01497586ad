package io.snapseal.engine;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.snapseal.engine.mariadb.MariaDbBinaries;
import io.snapseal.engine.mariadb.MariaDbEngine;
import io.snapseal.engine.mysql.MySqlBinaries;
import io.snapseal.engine.mysql.MySqlEngine;
import io.snapseal.engine.postgres.EmbeddedPostgres;
import io.snapseal.engine.postgres.PostgresEngine;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;

/** The engines that tests run, and how their dialects differ. */
public enum TestEngine {
  POSTGRES,
  MARIADB,
  MYSQL;

  /** Parameters that make the server note every statement. */
  Map<String, String> talkative() {
    return this == POSTGRES
        ? Map.of("log_statement", "all", "log_min_duration_statement", "0")
        : Map.of("general_log", "1", "slow_query_log", "1", "long_query_time", "0");
  }

  private DatabaseEngine made() {
    return switch (this) {
      case POSTGRES ->
          new PostgresEngine(EmbeddedPostgres.unpack(cache()), clock(), new SecureRandom());
      case MARIADB -> new MariaDbEngine(MariaDbBinaries.ofHost(), clock());
      case MYSQL -> new MySqlEngine(MySqlBinaries.embedded(cache()), clock(), new SecureRandom());
    };
  }

  private static Clock clock() {
    return Clock.systemUTC();
  }

  /** Kept between runs: unpacking is tested elsewhere. */
  private static Path cache() {
    return Path.of(System.getProperty("java.io.tmpdir"), "snapseal-test-engines");
  }

  /** Makes it; without its Debian packages the test is skipped, and says the line. */
  public DatabaseEngine make() {
    try {
      return made();
    } catch (EngineException.Missing e) {
      assumeTrue(false, e.getMessage() + "; " + e.fix().orElse(""));
      throw e;
    }
  }

  String url(int port, String database) {
    return this == POSTGRES
        ? "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?sslmode=disable"
        : "jdbc:mariadb://127.0.0.1:" + port + "/" + database;
  }
}
