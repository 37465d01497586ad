package io.snapseal.rds;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.snapseal.engine.DatabaseEngine;
import io.snapseal.engine.EngineException;
import io.snapseal.engine.mariadb.MariaDbBinaries;
import io.snapseal.engine.mariadb.MariaDbEngine;
import java.time.Clock;

class MariaDbJourneyTest extends EngineJourney {

  @Override
  DatabaseEngine engine() {
    try {
      return new MariaDbEngine(MariaDbBinaries.ofHost(), Clock.systemUTC());
    } catch (EngineException.Missing e) {
      assumeTrue(false, e.getMessage() + "; " + e.fix().orElse(""));
      throw e;
    }
  }

  @Override
  String url(int port) {
    return "jdbc:mariadb://127.0.0.1:" + port + "/shop";
  }
}
