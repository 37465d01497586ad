package io.snapseal.rds.storage;

import io.snapseal.rds.resource.RdsFaults;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Whether this host can keep an encrypted database's files on an encrypted volume.
 *
 * @param unavailableBecause why it cannot, with the command that helps; empty if it can
 */
public record EncryptionSupport(Supplier<Optional<String>> unavailableBecause) {
  /** Refuses before anything is made, rather than keep a database in the clear. */
  public void require() {
    unavailableBecause
        .get()
        .ifPresent(
            why -> {
              throw RdsFaults.invalidCombination(
                  "This host cannot keep an encrypted database: " + why);
            });
  }
}
