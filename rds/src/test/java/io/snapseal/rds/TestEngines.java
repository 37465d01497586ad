package io.snapseal.rds;

import io.snapseal.engine.DatabaseEngine;
import io.snapseal.engine.EngineException;
import io.snapseal.engine.mariadb.MariaDbBinaries;
import io.snapseal.engine.mariadb.MariaDbEngine;
import io.snapseal.engine.mysql.MySqlBinaries;
import io.snapseal.engine.mysql.MySqlEngine;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;

/** Real servers beside PostgreSQL, as a test finds them. */
final class TestEngines {
  private TestEngines() {}

  /** The host's; empty where it is not installed. */
  static Optional<DatabaseEngine> mariaDb() {
    try {
      return Optional.of(new MariaDbEngine(MariaDbBinaries.ofHost(), Clock.systemUTC()));
    } catch (EngineException.Missing e) {
      return Optional.empty();
    }
  }

  static DatabaseEngine mySql() {
    return new MySqlEngine(
        MySqlBinaries.embedded(
            Path.of(System.getProperty("java.io.tmpdir"), "snapseal-test-engines")),
        Clock.systemUTC(),
        new SecureRandom());
  }
}
