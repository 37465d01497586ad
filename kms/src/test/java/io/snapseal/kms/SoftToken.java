package io.snapseal.kms;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.snapseal.kms.root.Pkcs11Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.util.List;

/**
 * A token of SoftHSM, in a directory of this module's tests: SOFTHSM2_CONF, which the pom sets,
 * says where.
 */
final class SoftToken {
  static final Path LIBRARY = Path.of("/usr/lib/softhsm/libsofthsm2.so");
  static final String LABEL = "snapseal test";
  static final String PIN = "canary-pin-4711";
  private static final String TOOL = "/usr/bin/softhsm2-util";

  private SoftToken() {}

  /** The token is there when this returns, made once per run of the tests. */
  static synchronized void require() throws IOException, InterruptedException {
    assumeTrue(
        Files.exists(LIBRARY) && Files.exists(Path.of(TOOL)),
        "SoftHSM is missing: apt-get install softhsm2");
    Path configuration = Path.of(System.getenv("SOFTHSM2_CONF"));
    Path tokens = configuration.resolveSibling("softhsm2-" + ProcessHandle.current().pid());
    if (Files.exists(tokens)) {
      return;
    }
    Files.createDirectories(tokens);
    Files.writeString(configuration, "directories.tokendir = " + tokens + "\n");
    List<String> line =
        List.of(TOOL, "--init-token", "--free", "--label", LABEL, "--pin", PIN, "--so-pin", "5678");
    int exit = new ProcessBuilder(line).inheritIO().start().waitFor();
    assumeTrue(exit == 0, "softhsm2-util does not work");
  }

  static Pkcs11Store.Names names(String key) {
    return new Pkcs11Store.Names(LIBRARY, LABEL, key);
  }

  static KeyStore.PasswordProtection pin() {
    return new KeyStore.PasswordProtection(PIN.toCharArray());
  }

  static Pkcs11Store store(Pkcs11Store.Names names) {
    return new Pkcs11Store(names, pin(), new SecureRandom());
  }
}
