package io.snapseal.engine.innodb;

import java.util.List;
import java.util.Properties;

/**
 * Who administrates a server during one run of it, decided anew at every start: nothing that a
 * restored snapshot brings along, or a user has changed, lets anybody in or keeps Snapseal out.
 *
 * @param statements what the server itself executes at its start ({@code init_file}), one a line
 * @param credentials what Snapseal connects with: JDBC properties
 */
public record Admission(List<String> statements, Properties credentials) {

  public Admission {
    statements = List.copyOf(statements);
  }

  /** Without the credentials. */
  @Override
  public String toString() {
    return "Admission[hidden]";
  }
}
