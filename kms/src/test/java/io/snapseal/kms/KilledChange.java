package io.snapseal.kms;

import io.snapseal.kms.root.RootKeyKind;
import io.snapseal.state.StateStore;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A process that changes a home's root key and is gone, as by SIGKILL, at one of the steps. */
final class KilledChange {
  /** What SIGKILL would leave as exit code. */
  static final int KILLED = 137;

  private KilledChange() {}

  /**
   * Changes.
   *
   * @param arguments the home, {@code rotate} or a kind to rewrap to, and at which step it ends
   */
  public static void main(String[] arguments) throws Exception {
    AtomicInteger left = new AtomicInteger(Integer.parseInt(arguments[2]));
    Consumer<String> reached =
        step -> {
          if (left.decrementAndGet() == 0) {
            Runtime.getRuntime().halt(KILLED);
          }
        };
    Path home = Path.of(arguments[0]);
    try (StateStore state = StateStore.open(home.resolve("state.db"))) {
      HomeRootKey key = KeptRootKey.of(home, state, reached);
      if (arguments[1].equals("rotate")) {
        key.rotate();
      } else {
        key.rewrap(RootKeyKind.of(arguments[1]).orElseThrow());
      }
    }
  }
}
