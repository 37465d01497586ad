package io.snapseal.app;

import io.snapseal.kms.root.RootKeyException;
import io.snapseal.kms.root.RootKeyFile;
import io.snapseal.kms.root.StoredRootKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How a home's root key is kept, as it is printed.
 *
 * @param kind the word of {@code --root-key}
 * @param file where
 * @param needs what opens it, beside the secret
 * @param rotating whether a rotation was interrupted; the next start ends it
 */
record RootKeyStatus(String kind, Path file, Map<String, String> needs, boolean rotating) {
  /** Long and of no use to a person. */
  private static final String DATA_KEY = "data-key";

  static RootKeyStatus of(Home home) throws IOException {
    requireThere(home);
    List<StoredRootKey> stored = new RootKeyFile(home.rootKey()).read();
    Map<String, String> needs = stored.get(0).fields();
    needs.remove(DATA_KEY);
    return new RootKeyStatus(stored.get(0).kind().word(), home.rootKey(), needs, stored.size() > 1);
  }

  static void requireThere(Home home) {
    if (!new RootKeyFile(home.rootKey()).exists()) {
      throw RootKeyException.none(home.rootKey());
    }
  }

  void print(Console console) {
    if (console.isJson()) {
      console.document(this);
    }
    console.line("kept by  " + kind);
    console.line("file     " + file);
    needs.forEach((name, value) -> console.line("%-8s %s".formatted(name, value)));
    if (rotating) {
      console.line("rotating an interrupted rotation is ended by the next start");
    }
  }
}
