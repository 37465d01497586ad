package io.snapseal.engine.mariadb;

import io.snapseal.engine.EngineException;
import io.snapseal.engine.innodb.InnodbEngine;
import io.snapseal.engine.process.Patience;
import java.time.Clock;

/**
 * MariaDB 10.11 and later. Servers listen on 127.0.0.1 only; whoever administrates them is vouched
 * for by the operating system ({@code unix_socket}).
 */
public final class MariaDbEngine extends InnodbEngine {

  /**
   * @param binaries {@link MariaDbBinaries#ofHost}
   * @param clock measures waiting, and how long backups hold up writes
   * @throws EngineException.Unreachable if the account that servers run as cannot reach the
   *     binaries
   */
  public MariaDbEngine(MariaDbBinaries binaries, Clock clock) {
    super(new MariaDbVariant(binaries, clock), Patience.of(clock));
  }
}
