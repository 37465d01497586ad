package io.snapseal.engine.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapseal.engine.EngineException;
import org.junit.jupiter.api.Test;

class BackupLabelTest {
  private static final long SEGMENT = 16L << 20;

  private static BackupLabel label(String start, String file) {
    return BackupLabel.parse(
        "START WAL LOCATION: "
            + start
            + " (file "
            + file
            + ")\nCHECKPOINT LOCATION: 0/2000060\nLABEL: x\n");
  }

  @Test
  void namesEverySegmentFromStartToTheLastByte() {
    assertThat(
            label("0/2000028", "000000010000000000000002")
                .segmentsUpTo(Lsn.parse("0/4000100"), SEGMENT))
        .containsExactly(
            "pg_wal/000000010000000000000002",
            "pg_wal/000000010000000000000003",
            "pg_wal/000000010000000000000004");
  }

  @Test
  void anEndOnTheBoundaryNeedsNoFurtherSegment() {
    assertThat(
            label("0/2000028", "000000010000000000000002")
                .segmentsUpTo(Lsn.parse("0/3000000"), SEGMENT))
        .containsExactly("pg_wal/000000010000000000000002");
  }

  @Test
  void theNumberCarriesIntoTheSecondPart() {
    assertThat(
            label("1/FF000028", "0000000300000001000000FF")
                .segmentsUpTo(Lsn.parse("2/100"), SEGMENT))
        .containsExactly("pg_wal/0000000300000001000000FF", "pg_wal/000000030000000200000000");
  }

  @Test
  void theSegmentSizeIsTheClusters() {
    assertThat(
            label("0/2000028", "000000010000000000000000")
                .segmentsUpTo(Lsn.parse("0/4000100"), 1L << 30))
        .containsExactly("pg_wal/000000010000000000000000");
  }

  @Test
  void aLabelWithoutAStartIsRefused() {
    assertThatThrownBy(() -> BackupLabel.parse("LABEL: x\n"))
        .isInstanceOf(EngineException.BackupFailed.class);
  }

  @Test
  void positionsReadAsTheyAreWritten() {
    for (String text : new String[] {"0/0", "0/3000028", "FFFFFFFF/FFFFFFFF", "16/B374D848"}) {
      assertThat(Lsn.parse(text).toString()).isEqualTo(text);
    }
    for (String text : new String[] {"", "0", "0/", "g/0", "0/123456789", "-1/0", "0/0 "}) {
      assertThatThrownBy(() -> Lsn.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
  }
}
