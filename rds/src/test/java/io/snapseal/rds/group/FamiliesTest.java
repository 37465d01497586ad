package io.snapseal.rds.group;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Families and default groups, as AWS names them. */
class FamiliesTest {
  @ParameterizedTest
  @CsvSource({
    "postgres, 17.6, postgres17, default:postgres-17",
    "aurora-postgresql, 16.8, aurora-postgresql16, default:aurora-postgresql-16",
    "mysql, 8.0.42, mysql8.0, default:mysql-8-0",
    "mariadb, 10.11.13, mariadb10.11, default:mariadb-10-11",
    "aurora-mysql, 8.0.mysql_aurora.3.10.0, aurora-mysql8.0, default:aurora-mysql-8-0",
    "oracle-se2-cdb, 19.0.0.0.ru-2025-04.rur-2025-04.r1, oracle-se2-cdb-19, default:oracle-se2-cdb-19",
    "sqlserver-ex, 15.00.4430.1.v1, sqlserver-ex-15.0, default:sqlserver-ex-15-00",
    "db2-se, 11.5.9.0.sb00059181.r1, db2-se-11.5, default:db2-se-11-5",
    "custom-oracle-ee, 19.my_cev1, custom-oracle-ee-19, default:custom-oracle-ee-19"
  })
  void ofVersions(String engine, String version, String family, String optionGroup) {
    assertThat(Families.of(engine, version)).isEqualTo(family);
    assertThat(Families.isKnown(family)).isTrue();
    assertThat(OptionGroups.defaultGroup(engine, version)).isEqualTo(optionGroup);
  }
}
