package io.snapseal.app;

import io.snapseal.kms.KeyStoreBackup;
import io.snapseal.kms.root.KeyStoreArchive;
import io.snapseal.kms.root.Passphrase;
import io.snapseal.kms.root.RootKeyFile;
import io.snapseal.kms.root.RootKeyKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code snapseal key-store backup|restore}: the root key and all that it wraps, in one file. */
@Command(
    name = "key-store",
    description =
        "Backs up and restores the root key and what it opens: KMS keys, aliases, grants, key"
            + " policies, IAM.",
    mixinStandardHelpOptions = true,
    subcommands = {KeyStoreCommand.Backup.class, KeyStoreCommand.Restore.class})
final class KeyStoreCommand {
  private static final long LARGEST = 1L << 30;

  /** The passphrase of the file, which has nothing to do with the root key's. */
  static final class BackupPassphrase {
    @Option(
        names = "--backup-passphrase-file",
        paramLabel = "FILE",
        description =
            "Holds the backup's passphrase, mode 0600 (or SNAPSEAL_BACKUP_PASSPHRASE; else asked).")
    private @Nullable Path file;

    Passphrase read(boolean twice) {
      return Passphrase.of(
          new SecretSource(
                  "the passphrase of the backup",
                  "SNAPSEAL_BACKUP_PASSPHRASE",
                  "--backup-passphrase-file",
                  file)
              .read(System.getenv(), twice));
    }
  }

  /** What is printed as JSON. */
  record Done(Path file, Path home) {}

  /** {@code key-store backup}. */
  @Command(
      name = "backup",
      description = "Writes the key store to one encrypted file; the region may run.",
      mixinStandardHelpOptions = true)
  static final class Backup implements Callable<Integer> {
    @Mixin private RegionCommand.HomeOption home = new RegionCommand.HomeOption();
    @Mixin private OutputOption output = new OutputOption();
    @Mixin private RootKeyOptions options = new RootKeyOptions();
    @Mixin private BackupPassphrase passphrase = new BackupPassphrase();

    @Option(names = "--out", paramLabel = "FILE", required = true, description = "A new file.")
    private Path out = Path.of("");

    @Override
    public Integer call() throws IOException {
      NewFile.requireNone(out);
      Home from = Home.at(home.path());
      RootKeyStatus.requireThere(from);
      SecureRandom random = new SecureRandom();
      try (Passphrase secret = passphrase.read(true)) {
        NewFile.write(
            out,
            new KeyStoreBackup(
                    new RootKeyFile(from.rootKey()),
                    from.directory().resolve(Home.STATE),
                    new ChosenStores(options, System.getenv(), random),
                    random)
                .taken(secret));
      }
      print(output.console(), "backup   ", out, from.directory());
      return ExitCode.OK;
    }
  }

  /** {@code key-store restore}. */
  @Command(
      name = "restore",
      description = "Makes a new home with the key store of a backup.",
      mixinStandardHelpOptions = true)
  static final class Restore implements Callable<Integer> {
    @Mixin private RegionCommand.HomeOption home = new RegionCommand.HomeOption();
    @Mixin private OutputOption output = new OutputOption();
    @Mixin private RootKeyOptions options = new RootKeyOptions();
    @Mixin private BackupPassphrase passphrase = new BackupPassphrase();

    @Option(names = "--from", paramLabel = "FILE", required = true, description = "The backup.")
    private Path from = Path.of("");

    @Option(
        names = "--root-key",
        paramLabel = "file|passphrase|pkcs11|aws-kms",
        defaultValue = "file",
        converter = RootKeyOptions.KindConverter.class,
        description = "How the root key is kept from now on (default: file).")
    private RootKeyKind kind = RootKeyKind.FILE;

    @Override
    public Integer call() throws IOException {
      RestoredHome into = RestoredHome.at(home.path());
      SecureRandom random = new SecureRandom();
      try (Passphrase secret = passphrase.read(false);
          KeyStoreArchive archive = KeyStoreArchive.open(read(from), secret)) {
        into.fill(
            staged ->
                new KeyStoreBackup(
                        new RootKeyFile(staged.rootKey()),
                        staged.directory().resolve(Home.STATE),
                        new ChosenStores(options, System.getenv(), random),
                        random)
                    .restore(archive, kind));
      }
      print(output.console(), "restored ", from, home.path());
      return ExitCode.OK;
    }

    private static byte[] read(Path file) throws IOException {
      if (!Files.isRegularFile(file) || Files.size(file) > LARGEST) {
        throw new UserError(
            file + " is not the file of a backup",
            "Name a file that 'snapseal key-store backup' has written.");
      }
      return Files.readAllBytes(file);
    }
  }

  private static void print(Console console, String what, Path file, Path home) {
    if (console.isJson()) {
      console.document(new Done(file.toAbsolutePath(), home.toAbsolutePath()));
    }
    console.line(what + file);
    console.line("home     " + home);
  }
}
