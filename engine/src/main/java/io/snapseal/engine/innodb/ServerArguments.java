package io.snapseal.engine.innodb;

import io.snapseal.engine.Durability;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A server's command line. What backups and access control rest on is set here: the command line
 * comes after the option file and wins, and no other option file is read.
 */
final class ServerArguments {
  private ServerArguments() {}

  static List<String> of(
      Variant variant, Path data, RunFiles run, int port, Durability durability) {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("bind-address", "127.0.0.1");
    options.put("port", Integer.toString(port));
    options.put("skip-networking", "0");
    options.put("socket", run.socket().toString());
    options.put("pid-file", run.socketDirectory().resolve("pid").toString());
    options.put("init-file", run.statements().toString());
    options.put("secure-file-priv", run.nothing().toString());
    options.put("plugin-dir", run.nothing().toString());
    options.put("tmpdir", new Scratch(data).temporary().toString());
    options.putAll(shared());
    options.putAll(variant.options());
    options.putAll(durable(durability));
    return line(variant, "--defaults-file=" + run.parameters(), data, options);
  }

  /** For a server that only executes a file of statements and ends with the last. */
  static List<String> executing(Variant variant, Path data, Path statements) {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("skip-networking", "1");
    // Its working directory is the data directory: a path that is never too long for a socket.
    options.put("socket", "first.sock");
    options.put("pid-file", data.resolve("first.pid").toString());
    options.put("init-file", statements.toString());
    // All of it is synced once, when it is complete.
    options.put("innodb-flush-method", "nosync");
    options.putAll(shared());
    options.putAll(variant.options());
    return line(variant, "--no-defaults", data, options);
  }

  private static Map<String, String> shared() {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("skip-name-resolve", "1");
    options.put("local-infile", "0");
    options.put("symbolic-links", "0");
    options.put("log-output", "TABLE");
    options.put("innodb-page-size", "16384");
    options.put("innodb-file-per-table", "1");
    options.put("innodb-data-file-path", "ibdata1:12M:autoextend");
    return options;
  }

  private static Map<String, String> durable(Durability durability) {
    return durability == Durability.FULL
        ? Map.of("innodb-flush-log-at-trx-commit", "1", "innodb-doublewrite", "1")
        : Map.of("innodb-flush-log-at-trx-commit", "2", "innodb-flush-method", "nosync");
  }

  private static List<String> line(
      Variant variant, String first, Path data, Map<String, String> options) {
    List<String> line = new ArrayList<>();
    line.add(variant.server().toString());
    line.add(first);
    line.add("--datadir=" + data);
    options.forEach((name, value) -> line.add("--" + name + "=" + value));
    return line;
  }
}
