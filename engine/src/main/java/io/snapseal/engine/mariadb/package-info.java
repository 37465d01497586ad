/** MariaDB: the host's servers, and hot backups by {@code mariadb-backup}. */
@NullMarked
package io.snapseal.engine.mariadb;

import org.jspecify.annotations.NullMarked;
