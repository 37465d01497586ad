package io.snapseal.engine.innodb;

import java.util.ArrayList;
import java.util.List;

/**
 * Who may do what in a server.
 *
 * <p>All servers of a machine run as one account of the operating system. So no account has FILE or
 * SUPER, the administrator neither; and since privileges are rows of schema {@code mysql}, nobody
 * is given writing there: what changes data is granted for every schema by the pattern {@code %},
 * and for {@code mysql} there is a more specific entry, which the server prefers (MySQL Reference
 * Manual, 8.2.6 "Access Control, Stage 1"). What a master user makes of its CREATE USER, up to
 * renaming the administrator, gives it nothing it has not.
 *
 * <p>This is against accidents and for RDS's likeness. A master user who means to can give its
 * pattern to a second user, who has no such entry. What keeps even that one from other instances'
 * files and from code of its own is in {@link ServerArguments}, and not to be changed while the
 * server runs.
 *
 * @param everywhere granted on all schemas ({@code *.*})
 * @param administratorsOwn granted to the administrator besides
 */
public record Privileges(String everywhere, String administratorsOwn) {
  /** RDS User Guide, "Master user account privileges": of these, what changes a schema's data. */
  private static final String DATA =
      "INSERT, UPDATE, DELETE, CREATE, DROP, REFERENCES, INDEX, ALTER, CREATE TEMPORARY TABLES,"
          + " EXECUTE, CREATE VIEW, SHOW VIEW, CREATE ROUTINE, ALTER ROUTINE, EVENT, TRIGGER";

  /** The master user's grants. */
  List<String> ofMaster(String account) {
    return granted(account, everywhere);
  }

  /** The administrator's grants: it can pass on all that a master user gets. */
  public List<String> ofAdministrator(String account) {
    List<String> statements = new ArrayList<>(granted(account, everywhere));
    statements.add("GRANT " + administratorsOwn + " ON *.* TO " + account);
    return statements;
  }

  private static List<String> granted(String account, String global) {
    return List.of(
        "GRANT " + global + " ON *.* TO " + account + " WITH GRANT OPTION",
        "GRANT " + DATA + " ON `%`.* TO " + account + " WITH GRANT OPTION",
        "GRANT SELECT ON `mysql`.* TO " + account);
  }
}
