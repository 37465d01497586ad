package io.snapseal.app;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code snapseal import}: backup files of any engine become a snapshot. */
@Command(
    name = "import",
    description = "Makes a snapshot of a private region of backup files, of whatever engine.",
    mixinStandardHelpOptions = true)
final class ImportCommand implements Callable<Integer> {
  @Mixin private Where where = new Where();
  @Mixin private OutputOption output = new OutputOption();

  @Parameters(
      paramLabel = "PATH|-",
      description = "A directory, one file, or - for a tar archive on standard input.")
  private String source = "";

  @Option(
      names = "--engine",
      paramLabel = "ENGINE",
      required = true,
      description = "Which engine they are of, as RDS calls it: oracle-ee, sqlserver-se, …")
  private String engine = "";

  @Option(
      names = "--engine-version",
      paramLabel = "VERSION",
      required = true,
      description = "Which version of it, as RDS writes it.")
  private String version = "";

  @Option(names = "--snapshot", paramLabel = "ID", required = true, description = "Its name.")
  private String snapshot = "";

  @Option(
      names = "--instance",
      paramLabel = "ID",
      description = "The name of the database they are of (default: the snapshot's).")
  private @Nullable String instance;

  @Option(
      names = "--master-username",
      paramLabel = "NAME",
      description = "Its master user, if it is to be restored here.")
  private @Nullable String master;

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description = "Seals it under this key (default: it is not encrypted; seal it later).")
  private @Nullable String key;

  @Override
  public Integer call() throws IOException {
    requireSource();
    Console console = output.console();
    try (Connection connection = where.connection()) {
      String made = connection.transfer().put(parameters(), this::write);
      if (console.isJson()) {
        console.json(made.strip());
      }
      console.line(
          snapshot + "  imported" + (key == null ? "  not encrypted" : "  sealed under " + key));
    }
    return ExitCode.OK;
  }

  private void requireSource() {
    if (!source.equals("-") && !Files.isReadable(Path.of(source))) {
      throw new UserError(source + " cannot be read", "Name a directory, a file, or -.");
    }
  }

  private void write(OutputStream out) throws IOException {
    if (source.equals("-")) {
      System.in.transferTo(out);
    } else {
      SnapshotArchive.write(Path.of(source), out);
    }
  }

  private Map<String, String> parameters() {
    Map<String, @Nullable String> all = new LinkedHashMap<>();
    all.put("DBSnapshotIdentifier", snapshot);
    all.put("DBInstanceIdentifier", instance);
    all.put("Engine", engine);
    all.put("EngineVersion", version);
    all.put("MasterUsername", master);
    all.put("KmsKeyId", key);
    Map<String, String> given = new LinkedHashMap<>();
    all.forEach(
        (name, value) -> {
          if (value != null) {
            given.put(name, value);
          }
        });
    return given;
  }
}
