package io.snapseal.app;

import io.snapseal.engine.simulated.SimulatedEngines;
import io.snapseal.kms.RequestQuotas;
import io.snapseal.kms.root.RootKeyKind;
import io.snapseal.rds.storage.OwnedKeys;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code snapseal region start|status|stop}: the private region. */
@Command(
    name = "region",
    description = "Starts, shows and stops the private region.",
    mixinStandardHelpOptions = true,
    subcommands = {RegionCommand.Start.class, RegionCommand.Status.class, RegionCommand.Stop.class})
final class RegionCommand {
  private static final long STOP_SECONDS = 120;

  /** The directory option that all three share. */
  static final class HomeOption {
    @Option(
        names = "--home",
        paramLabel = "DIR",
        description = "Holds all state (default: ~/.snapseal).")
    private @Nullable Path home;

    Path path() {
      return home == null ? Home.usual() : home;
    }
  }

  /** {@code region start}: runs in the foreground. */
  @Command(
      name = "start",
      description = "Runs the private region in the foreground.",
      mixinStandardHelpOptions = true)
  static final class Start implements Callable<Integer> {
    private static final Pattern REGION = Pattern.compile("[a-z]{2}(-[a-z]+)+-\\d");
    private static final Pattern ACCOUNT = Pattern.compile("\\d{12}");

    @Mixin private HomeOption home = new HomeOption();

    @Option(
        names = "--port",
        paramLabel = "PORT",
        defaultValue = "4600",
        description = "The port; 0 picks a free one (default: 4600).")
    private int port;

    @Option(
        names = "--bind",
        paramLabel = "ADDRESS",
        defaultValue = "127.0.0.1",
        description = "The address to listen on (default: 127.0.0.1). Others need TLS.")
    private String bind = "127.0.0.1";

    @Option(
        names = "--regions",
        paramLabel = "REGION,...",
        split = ",",
        defaultValue = "us-east-1,eu-west-1",
        description = "The AWS regions it answers for (default: us-east-1,eu-west-1).")
    private List<String> regions = List.of();

    @Option(
        names = "--account",
        paramLabel = "ID",
        defaultValue = "123456789012",
        description = "The account of its root user (default: 123456789012).")
    private String account = "";

    @Option(names = "--tls-cert", paramLabel = "FILE", description = "A PEM certificate chain.")
    private @Nullable Path certificate;

    @Option(names = "--tls-key", paramLabel = "FILE", description = "Its PEM private key.")
    private @Nullable Path key;

    @Option(
        names = "--root-key",
        paramLabel = "file|passphrase|pkcs11|aws-kms",
        converter = RootKeyOptions.KindConverter.class,
        description = "How the root key is kept (default: as it is; a new one: file).")
    private @Nullable RootKeyKind rootKey;

    @Option(
        names = "--request-quotas",
        paramLabel = "aws|none",
        defaultValue = "none",
        converter = QuotasConverter.class,
        description = "How often an account may call KMS (default: none, as often as it likes).")
    private RequestQuotas quotas = RequestQuotas.NONE;

    @Option(
        names = "--simulate",
        paramLabel = "ENGINE,...|all",
        split = ",",
        description = "Engines that run without a server, for tests; what they make is labelled.")
    private List<String> simulate = List.of();

    @Option(
        names = "--mysqld",
        paramLabel = "FILE",
        defaultValue = "${env:SNAPSEAL_MYSQLD}",
        description = "MySQL's server program (or SNAPSEAL_MYSQLD; default: the host's mysqld).")
    private @Nullable Path mysqld;

    @Option(
        names = "--ephemeral",
        description =
            "Keeps state in memory only. POST /_snapseal/reset empties it; --home then has only"
                + " what it is found by.")
    private boolean ephemeral;

    @Option(
        names = "--peer",
        paramLabel = "REGION=URL",
        split = ",",
        defaultValue = "${env:SNAPSEAL_PEER}",
        description = {
          "The server of another region, to copy snapshots from and to; may be repeated"
              + " (or SNAPSEAL_PEER). Needs a key: snapseal peer create-key."
        })
    private Map<String, String> peers = Map.of();

    @Option(
        names = "--peer-ca",
        paramLabel = "FILE",
        defaultValue = "${env:SNAPSEAL_PEER_CA}",
        description = "PEM certificates that peers are trusted by (default: the JDK's).")
    private @Nullable Path peerCertificates;

    @Mixin private RootKeyOptions rootKeyOptions = new RootKeyOptions();
    @Mixin private RdsOptions rdsOptions = new RdsOptions();

    @Override
    public Integer call() throws Exception {
      RegionOptions options = options();
      System.setProperty("org.slf4j.simpleLogger.log.io.snapseal", "info");
      try (Ending ending = Ending.begin()) {
        CountDownLatch stopped = new CountDownLatch(1);
        ending.open(() -> stopped::countDown);
        PrivateRegion region = ending.open(() -> new PrivateRegion(options));
        region.start(System.getenv());
        System.out.println("ready " + region.endpoint());
        System.out.flush();
        stopped.await();
      }
      return ExitCode.OK;
    }

    private RegionOptions options() {
      require(port >= 0 && port <= 65_535, "--port " + port + " is not a port", "Use 0 to 65535.");
      require(
          ACCOUNT.matcher(account).matches(),
          "--account " + account + " is not an account id",
          "Use twelve digits.");
      require(
          !account.equals(OwnedKeys.ACCOUNT),
          "--account " + account + " is the account of AWS owned keys, which nobody may sign for",
          "Use another one.");
      regions.forEach(region -> requireRegion(region, "--regions"));
      peers.keySet().forEach(region -> requireRegion(region, "--peer"));
      require(
          !ephemeral || peers.isEmpty(),
          "--ephemeral keeps nothing, and so no key for --peer",
          "Use one of the two.");
      require(
          (certificate == null) == (key == null),
          "only one of --tls-cert and --tls-key is given",
          "Give both, or none.");
      require(
          !ephemeral || rootKey == null || rootKey == RootKeyKind.FILE,
          "--ephemeral keeps nothing, and so no root key",
          "Leave one of --ephemeral and --root-key out.");
      return new RegionOptions(
          home.path(),
          bind,
          port,
          regions.stream().distinct().toList(),
          account,
          certificate == null || key == null
              ? Optional.empty()
              : Optional.of(new RegionOptions.Tls(certificate, key)),
          new RootKeyChoice(
              Optional.ofNullable(rootKey),
              new ChosenStores(rootKeyOptions, System.getenv(), new SecureRandom())),
          quotas,
          PeerOptions.of(peers, Optional.ofNullable(peerCertificates)),
          new EngineChoice(simulated(), mysqld()),
          ephemeral,
          rdsOptions.settings());
    }

    static void requireRegion(String region, String source) {
      require(
          REGION.matcher(region).matches(),
          source + ": " + region + " is not an AWS region's code",
          "Use codes such as us-east-1.");
    }

    private Optional<Path> mysqld() {
      require(
          mysqld == null || Files.isExecutable(mysqld),
          "--mysqld: " + mysqld + " is no program",
          "Name MySQL's server program, for example /opt/mysql/bin/mysqld.");
      return Optional.ofNullable(mysqld).map(Path::toAbsolutePath);
    }

    private Set<String> simulated() {
      if (simulate.equals(List.of("all"))) {
        return SimulatedEngines.names();
      }
      for (String engine : simulate) {
        require(
            SimulatedEngines.names().contains(engine),
            "--simulate: RDS has no engine " + engine,
            "Use 'all', or some of " + String.join(", ", SimulatedEngines.names()) + ".");
      }
      return Set.copyOf(simulate);
    }

    private static void require(boolean right, String cause, String fix) {
      if (!right) {
        throw new UserError(cause, fix);
      }
    }
  }

  /** {@code region status}: whether it runs, and where. */
  @Command(
      name = "status",
      description = "Shows whether the region runs, and where.",
      mixinStandardHelpOptions = true)
  static final class Status implements Callable<Integer> {
    @Mixin private HomeOption home = new HomeOption();
    @Mixin private OutputOption output = new OutputOption();

    @Override
    public Integer call() {
      Console console = output.console();
      ServerFile server = running(Home.at(home.path()));
      if (console.isJson()) {
        console.document(server);
      }
      console.line("running  " + server.endpoint() + "  pid " + server.pid());
      console.line("regions  " + String.join(", ", server.regions()));
      console.line("account  " + server.account());
      console.line("since    " + server.started());
      return ExitCode.OK;
    }
  }

  /** {@code region stop}: ends it as SIGTERM does, and waits. */
  @Command(
      name = "stop",
      description = "Stops the region and its database servers.",
      mixinStandardHelpOptions = true)
  static final class Stop implements Callable<Integer> {
    @Mixin private HomeOption home = new HomeOption();

    @Override
    public Integer call() throws InterruptedException {
      ServerFile server = running(Home.at(home.path()));
      ProcessHandle process = server.process().orElseThrow();
      process.destroy();
      try {
        process.onExit().get(STOP_SECONDS, TimeUnit.SECONDS);
      } catch (TimeoutException e) {
        throw new UserError(
            ExitCode.FAILED,
            "the region (pid " + server.pid() + ") has not stopped within " + STOP_SECONDS + " s",
            "Wait, or end it with: kill -9 " + server.pid() + " (nothing acknowledged is lost).");
      } catch (java.util.concurrent.ExecutionException e) {
        throw new IllegalStateException(e);
      }
      System.out.println("stopped");
      return ExitCode.OK;
    }
  }

  private static ServerFile running(Home home) {
    ServerFile server = ServerFile.read(home);
    if (server.process().isEmpty()) {
      throw new UserError(
          ExitCode.UNREACHABLE,
          "the region on " + home.directory() + " was killed and is not running",
          "Start it with 'snapseal region start': nothing that was acknowledged is lost.");
    }
    return server;
  }
}
