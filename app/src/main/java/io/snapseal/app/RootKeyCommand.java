package io.snapseal.app;

import io.snapseal.kms.HomeRootKey;
import io.snapseal.kms.root.RootKeyFile;
import io.snapseal.kms.root.RootKeyKind;
import io.snapseal.state.StateStore;
import java.io.IOException;
import java.nio.channels.Channel;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code snapseal root-key status|rewrap|rotate}: what wraps every key of a private region. */
@Command(
    name = "root-key",
    description = "Shows how the root key of a private region is kept, and changes it.",
    mixinStandardHelpOptions = true,
    subcommands = {
      RootKeyCommand.Status.class,
      RootKeyCommand.Rewrap.class,
      RootKeyCommand.Rotate.class
    })
final class RootKeyCommand {
  /** {@code root-key status}: how it is kept; needs no secret. */
  @Command(
      name = "status",
      description = "Shows how the root key is kept.",
      mixinStandardHelpOptions = true)
  static final class Status implements Callable<Integer> {
    @Mixin private RegionCommand.HomeOption home = new RegionCommand.HomeOption();
    @Mixin private OutputOption output = new OutputOption();

    @Override
    public Integer call() throws IOException {
      RootKeyStatus.of(Home.at(home.path())).print(output.console());
      return ExitCode.OK;
    }
  }

  /** {@code root-key rewrap}: the same root key, kept in another way. */
  @Command(
      name = "rewrap",
      description = "Keeps the same root key in another way; the region must be stopped.",
      mixinStandardHelpOptions = true)
  static final class Rewrap implements Callable<Integer> {
    @Mixin private RegionCommand.HomeOption home = new RegionCommand.HomeOption();
    @Mixin private OutputOption output = new OutputOption();
    @Mixin private RootKeyOptions options = new RootKeyOptions();

    @Option(
        names = "--root-key",
        paramLabel = "file|passphrase|pkcs11|aws-kms",
        required = true,
        converter = RootKeyOptions.KindConverter.class,
        description = "How it is kept from now on.")
    private RootKeyKind kind = RootKeyKind.FILE;

    @Option(
        names = "--new-root-passphrase-file",
        paramLabel = "FILE",
        description =
            "Holds the passphrase that takes the present one's place, mode 0600 (or"
                + " SNAPSEAL_ROOT_NEW_PASSPHRASE; else asked).")
    private @Nullable Path newPassphrase;

    @Override
    public Integer call() throws IOException {
      SecureRandom random = new SecureRandom();
      ChosenStores stores = new ChosenStores(options, newPassphrase, System.getenv(), random);
      Home of = Home.at(home.path());
      onStopped(
          of,
          state -> {
            new HomeRootKey(new RootKeyFile(of.rootKey()), state, stores, random).rewrap(kind);
            return 0;
          });
      RootKeyStatus.of(of).print(output.console());
      return ExitCode.OK;
    }
  }

  /** {@code root-key rotate}: another root key, kept in the same way. */
  @Command(
      name = "rotate",
      description = {
        "Replaces the root key by a new one and wraps every key by that; the region must be"
            + " stopped. Session tokens, grant tokens and import tokens end with the old one."
      },
      mixinStandardHelpOptions = true)
  static final class Rotate implements Callable<Integer> {
    @Mixin private RegionCommand.HomeOption home = new RegionCommand.HomeOption();
    @Mixin private OutputOption output = new OutputOption();
    @Mixin private RootKeyOptions options = new RootKeyOptions();

    /** What is printed as JSON. */
    record Rotated(int wrappedAnew) {}

    @Override
    public Integer call() throws IOException {
      SecureRandom random = new SecureRandom();
      ChosenStores stores = new ChosenStores(options, System.getenv(), random);
      Home of = Home.at(home.path());
      int wrapped =
          onStopped(
              of,
              state ->
                  new HomeRootKey(new RootKeyFile(of.rootKey()), state, stores, random).rotate());
      Console console = output.console();
      if (console.isJson()) {
        console.document(new Rotated(wrapped));
      }
      console.line("rotated  keys and access keys wrapped anew: " + wrapped);
      return ExitCode.OK;
    }
  }

  private interface Change {
    int in(StateStore state) throws IOException;
  }

  /** Does something to a home that no region runs on. */
  private static int onStopped(Home home, Change change) throws IOException {
    RootKeyStatus.requireThere(home);
    try (Channel lock = home.lock().acquiredBy();
        StateStore state = PrivateRegion.stateOf(home)) {
      return change.in(state);
    }
  }
}
