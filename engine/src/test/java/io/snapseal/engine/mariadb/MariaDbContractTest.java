package io.snapseal.engine.mariadb;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapseal.engine.EngineContract;
import io.snapseal.engine.TestEngine;
import io.snapseal.engine.innodb.InnodbCheck;
import io.snapseal.engine.innodb.SealedVolume;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class MariaDbContractTest extends EngineContract {
  MariaDbContractTest() {
    super(TestEngine.MARIADB);
  }

  @Override
  protected void assertSound(Connection administrator) throws SQLException {
    InnodbCheck.assertSound(administrator);
  }

  @Test
  void anEncryptedInstancesRowsAreNowhereInTheClearItsBackupsNeither() throws Exception {
    SealedVolume.rowsAreNowhereInTheClear(home);
  }

  @Test
  void whatHoldsUpCommitsIsMeasured() {
    Instant[] now = {Instant.EPOCH};
    HeldUp heldUp = new HeldUp(() -> now[0]);
    heldUp.accept("[00] 2026-01-01 00:00:00 Starting BACKUP STAGE BLOCK_COMMIT");
    now[0] = now[0].plusMillis(70);
    heldUp.accept("[00] 2026-01-01 00:00:00 All tables unlocked");
    assertThat(heldUp.total()).hasMillis(70);
  }
}
