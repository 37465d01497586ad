package io.snapseal.engine.mysql;

import io.snapseal.engine.TestEngine;
import io.snapseal.engine.innodb.InnodbAttacks;
import java.util.List;

class MySqlAttacksTest extends InnodbAttacks {
  MySqlAttacksTest() {
    super(
        TestEngine.MYSQL,
        "'rdsadmin'@'localhost'",
        List.of("'mysql.sys'@'localhost'", "'mysql.session'@'localhost'"),
        "UPDATE mysql.user SET super_priv = 'Y', file_priv = 'Y', create_tablespace_priv = 'Y',"
            + " shutdown_priv = 'Y' WHERE user = 'eve'");
  }
}
