package io.snapseal.rds;

import io.snapseal.engine.DatabaseEngine;
import io.snapseal.engine.mysql.MySqlBinaries;
import io.snapseal.engine.mysql.MySqlEngine;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;

class MySqlJourneyTest extends EngineJourney {

  @Override
  DatabaseEngine engine() {
    return new MySqlEngine(
        MySqlBinaries.embedded(
            Path.of(System.getProperty("java.io.tmpdir"), "snapseal-test-engines")),
        Clock.systemUTC(),
        new SecureRandom());
  }

  @Override
  String url(int port) {
    return "jdbc:mariadb://127.0.0.1:" + port + "/shop";
  }
}
