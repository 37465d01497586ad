package io.snapseal.engine.postgres;

import io.snapseal.engine.EngineContract;
import io.snapseal.engine.TestEngine;
import java.sql.Connection;
import java.sql.SQLException;

class PostgresContractTest extends EngineContract {
  PostgresContractTest() {
    super(TestEngine.POSTGRES);
  }

  @Override
  protected void assertSound(Connection administrator) throws SQLException {
    ConsistentUnderLoadTest.assertSound(administrator);
  }
}
