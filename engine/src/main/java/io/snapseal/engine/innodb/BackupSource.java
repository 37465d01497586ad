package io.snapseal.engine.innodb;

import io.snapseal.engine.process.Account;
import java.nio.file.Path;

/**
 * The running server that is backed up.
 *
 * @param data its data directory
 * @param pid its process
 * @param socket its Unix socket
 * @param account whom it runs as
 */
public record BackupSource(Path data, long pid, Path socket, Account account) {}
