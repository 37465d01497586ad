package io.snapseal.app;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code snapseal peer create-key}: what two servers share that copy snapshots from each other. */
@Command(
    name = "peer",
    description = "Prepares copies of snapshots between two servers.",
    mixinStandardHelpOptions = true,
    subcommands = PeerCommand.CreateKey.class)
final class PeerCommand {
  /** {@code peer create-key}. */
  @Command(
      name = "create-key",
      description = {
        "Makes the key that this server shares with the one of REGION: DIR/peers/REGION.key.",
        "Copy it, unseen by others, to that server's home as peers/OWN.key for each of this"
            + " server's regions OWN, mode 0600."
      },
      mixinStandardHelpOptions = true)
  static final class CreateKey implements Callable<Integer> {
    @Mixin private RegionCommand.HomeOption home = new RegionCommand.HomeOption();
    @Mixin private OutputOption output = new OutputOption();

    @Parameters(paramLabel = "REGION", description = "A region of the other server.")
    private String region = "";

    /** What is printed as JSON. */
    record Made(Path file) {}

    @Override
    public Integer call() throws IOException {
      RegionCommand.Start.requireRegion(region, "REGION");
      PeerKeyFile file = PeerKeyFile.of(Home.prepare(home.path()), region);
      file.create(new SecureRandom());
      Console console = output.console();
      if (console.isJson()) {
        console.document(new Made(file.path()));
      }
      console.line("peer key  " + file.path());
      return ExitCode.OK;
    }
  }
}
