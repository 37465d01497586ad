package io.snapseal.engine.mysql;

import io.snapseal.engine.EngineContract;
import io.snapseal.engine.TestEngine;
import io.snapseal.engine.innodb.InnodbCheck;
import io.snapseal.engine.innodb.SealedVolume;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class MySqlContractTest extends EngineContract {
  MySqlContractTest() {
    super(TestEngine.MYSQL);
  }

  @Override
  protected void assertSound(Connection administrator) throws SQLException {
    InnodbCheck.assertSound(administrator);
  }

  @Test
  void anEncryptedInstancesRowsAreNowhereInTheClearItsBackupsNeither() throws Exception {
    SealedVolume.rowsAreNowhereInTheClear(home);
  }
}
