package io.snapseal.engine.mysql;

import io.snapseal.engine.EngineException;
import io.snapseal.engine.innodb.InnodbEngine;
import io.snapseal.engine.process.Patience;
import java.security.SecureRandom;
import java.time.Clock;

/**
 * MySQL 8.0. Servers listen on 127.0.0.1 only; whoever administrates them knows a secret that is
 * made at each start and kept in memory.
 */
public final class MySqlEngine extends InnodbEngine {

  /**
   * @param binaries {@link MySqlBinaries#ofHost}
   * @param clock measures waiting, and how long backups hold up writes
   * @param random makes the secrets
   * @throws EngineException.Unreachable if the account that servers run as cannot reach the
   *     binaries
   */
  public MySqlEngine(MySqlBinaries binaries, Clock clock, SecureRandom random) {
    super(new MySqlVariant(binaries, clock, Patience.of(clock), random), Patience.of(clock));
  }
}
