package io.snapseal.engine.postgres;

import io.snapseal.engine.Durability;
import io.snapseal.engine.ServerSettings;
import io.snapseal.engine.Upstream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A server's command line. What backups and access control rest on is set here, because nothing
 * overrides the command line: neither a parameter group nor {@code ALTER SYSTEM} nor a restored
 * {@code postgresql.auto.conf} (PostgreSQL documentation, 19.1.3).
 */
final class ServerArguments {
  /**
   * Parameters that would run programs, load code or lead somewhere else; a parameter group may not
   * have them.
   */
  private static final Set<String> REFUSED =
      Set.of(
          "archive_cleanup_command",
          "archive_library",
          "cluster_name",
          "data_directory",
          "dynamic_library_path",
          "include",
          "include_dir",
          "include_if_exists",
          "jit_provider",
          "krb_server_keyfile",
          "local_preload_libraries",
          "log_directory",
          "log_filename",
          "max_slot_wal_keep_size",
          "recovery_end_command",
          "session_preload_libraries",
          "ssl_passphrase_command");

  private ServerArguments() {}

  static List<String> of(
      PostgresBinaries binaries, Path data, RunFiles run, int port, ServerSettings settings) {
    List<String> line = new ArrayList<>();
    line.add(binaries.program("postgres"));
    line.add("-D");
    line.add(data.toString());
    Map<String, String> values = fixed(run, port, settings.durability());
    settings.upstream().ifPresent(upstream -> values.putAll(following(upstream)));
    values.forEach((name, value) -> line.addAll(List.of("-c", name + "=" + value)));
    return line;
  }

  /**
   * @throws IllegalArgumentException if a parameter is not the user's to set
   */
  static void requireAllowed(Map<String, String> parameters, RunFiles run) {
    Set<String> fixed = fixed(run, 0, Durability.FULL).keySet();
    for (String name : parameters.keySet()) {
      String canonical = name.toLowerCase(Locale.ROOT);
      if (fixed.contains(canonical) || REFUSED.contains(canonical)) {
        throw new IllegalArgumentException("parameter " + name + " is set by Snapseal");
      }
    }
  }

  private static Map<String, String> fixed(RunFiles run, int port, Durability durability) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("config_file", run.parameters().toString());
    values.put("hba_file", run.hostRules().toString());
    values.put("ident_file", run.identityMap().toString());
    values.put("external_pid_file", "");
    values.put("listen_addresses", "127.0.0.1");
    values.put("port", Integer.toString(port));
    values.put("unix_socket_directories", run.socketDirectory().toString());
    values.put("unix_socket_permissions", "0700");
    values.put("unix_socket_group", "");
    values.put("ssl", "off");
    values.put("password_encryption", "scram-sha-256");
    values.put("logging_collector", "off");
    values.put("log_destination", "stderr");
    values.put("shared_preload_libraries", "");
    values.putAll(backups());
    values.put("fsync", durability == Durability.FULL ? "on" : "off");
    return values;
  }

  /**
   * The source's socket always has the same name, so that its port may change. No password: the
   * kernel tells the source which account asks ({@link RunFiles}).
   */
  private static Map<String, String> following(Upstream upstream) {
    Path socket = upstream.runDirectory().toAbsolutePath().normalize().resolve("socket");
    String connection =
        "host='%s' port=%d user=%s sslmode=disable gssencmode=disable passfile=/dev/null"
            .formatted(
                socket.toString().replace("\\", "\\\\").replace("'", "\\'"),
                RunFiles.ANY_PORT,
                Administrator.ROLE);
    return Map.of(
        "primary_conninfo",
        connection,
        "primary_slot_name",
        PostgresReplication.slot(upstream.replica()));
  }

  private static Map<String, String> backups() {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("wal_level", "replica");
    values.put("full_page_writes", "on");
    values.put("max_wal_senders", "16");
    values.put("max_replication_slots", "64");
    values.put("archive_mode", "off");
    values.put("archive_command", "");
    values.put("restore_command", "");
    values.put("hot_standby", "on");
    values.put("recovery_target_timeline", "latest");
    values.put("wal_retrieve_retry_interval", "1s");
    values.put("primary_conninfo", "");
    values.put("primary_slot_name", "");
    return values;
  }
}
