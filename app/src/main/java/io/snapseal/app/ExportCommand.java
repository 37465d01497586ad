package io.snapseal.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code snapseal export}: a snapshot's files, as they went in. */
@Command(
    name = "export",
    description = "Gives out the files of a private region's snapshot, opened by its key.",
    mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {
  @Mixin private Where where = new Where();

  @Parameters(index = "0", paramLabel = "SNAPSHOT", description = "Its id or ARN.")
  private String snapshot = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "-",
      description = "A tar archive on standard output.")
  private @Nullable String stdout;

  @Option(names = "--out", paramLabel = "DIR", description = "A new directory for the files.")
  private @Nullable Path out;

  @Override
  public Integer call() throws IOException {
    if ((out == null) == (stdout == null) || (stdout != null && !stdout.equals("-"))) {
      throw new UserError(
          "where the files go is not said, or said twice",
          "Give --out DIR, or - for a tar archive on standard output.");
    }
    try (Connection connection = where.connection()) {
      connection
          .transfer()
          .get(
              Map.of("DBSnapshotIdentifier", snapshot),
              archive -> {
                if (out == null) {
                  archive.transferTo(System.out);
                  System.out.flush();
                } else {
                  UnpackedSnapshot.write(archive, out);
                }
              });
    }
    return ExitCode.OK;
  }
}
