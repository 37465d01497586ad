package io.snapseal.engine.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackupContentsTest {
  private final BackupContents contents = new BackupContents(Set.of("base/5/16384_init")::contains);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PG_VERSION",
        "base",
        "base/5",
        "base/5/1259",
        "base/5/1259_fsm",
        "base/5/16385.1",
        "base/5/16384_init",
        "global/1260",
        "pg_wal",
        "pg_replslot",
        "pg_notify",
        "pg_xact/0000",
        "pg_multixact/offsets/0000",
        "pg_twophase/00000000000002F1",
        "postgresql.auto.conf",
        "pg_stat",
        "pg_logical/mappings"
      })
  void belongs(String path) {
    assertThat(contents.includes(path)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postmaster.pid",
        "postmaster.opts",
        "backup_label",
        "backup_label.old",
        "global/pg_control",
        "pg_wal/000000010000000000000001",
        "pg_wal/archive_status",
        "pg_replslot/slot",
        "pg_subtrans/0000",
        "pg_stat_tmp/global.stat",
        "pg_dynshmem/mmap.1",
        "pg_notify/0000",
        "pg_serial/0000",
        "pg_snapshots/00000003-1",
        "base/pgsql_tmp",
        "base/pgsql_tmp/pgsql_tmp123.0",
        "base/5/pg_internal.init",
        "global/pg_internal.init.123",
        "base/5/t3_16390",
        "base/5/t3_16390_fsm",
        "base/5/t12_16390.2",
        "base/5/16384",
        "base/5/16384.3",
        "base/5/16384_fsm",
        "base/5/16384_vm"
      })
  void doesNotBelong(String path) {
    assertThat(contents.includes(path)).isFalse();
  }

  @Test
  void aTopDirectoryIsKeptWhateverItsContents() {
    assertThat(contents.includes("pg_subtrans")).isTrue();
  }
}
