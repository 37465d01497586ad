package io.snapseal.engine.postgres;

import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a base backup leaves out (PostgreSQL documentation, 25.3.4.2 "Backing Up the Data
 * Directory", and what {@code pg_basebackup} leaves out besides): files that are rebuilt at the
 * next start, or would be wrong on another server.
 */
final class BackupContents {
  private static final Set<String> EMPTIED =
      Set.of(
          "pg_dynshmem",
          "pg_notify",
          "pg_replslot",
          "pg_serial",
          "pg_snapshots",
          "pg_stat_tmp",
          "pg_subtrans",
          "pg_wal");

  /** At the top; {@code global/pg_control} is delivered with the end of the backup. */
  private static final Set<String> LEFT_OUT =
      Set.of(
          "backup_label",
          "backup_label.old",
          "backup_manifest",
          "current_logfiles",
          "global/pg_control",
          "postgresql.auto.conf.tmp",
          "postmaster.opts",
          "postmaster.pid",
          "recovery.signal",
          "standby.signal",
          "tablespace_map",
          "tablespace_map.old");

  private static final Pattern TEMPORARY_RELATION =
      Pattern.compile("t\\d+_\\d+(_(fsm|vm))?(\\.\\d+)?");
  private static final Pattern RELATION = Pattern.compile("(base/\\d+/\\d+)(_(fsm|vm))?(\\.\\d+)?");

  private final Predicate<String> exists;

  /**
   * @param exists tells whether a relative path is there now
   */
  BackupContents(Predicate<String> exists) {
    this.exists = exists;
  }

  boolean includes(String path) {
    int slash = path.indexOf('/');
    String name = path.substring(path.lastIndexOf('/') + 1);
    boolean emptied = slash > 0 && EMPTIED.contains(path.substring(0, slash));
    return !emptied
        && !LEFT_OUT.contains(path)
        && !name.startsWith("pgsql_tmp")
        && !name.startsWith("pg_internal.init")
        && !TEMPORARY_RELATION.matcher(name).matches()
        && !isUnlogged(path);
  }

  /**
   * An unlogged relation is emptied by recovery; its init fork, which is kept, says that it is one.
   */
  private boolean isUnlogged(String path) {
    Matcher relation = RELATION.matcher(path);
    return relation.matches() && exists.test(relation.group(1) + "_init");
  }
}
