package io.snapseal.blockstore;

import java.nio.file.Path;

/** A restore was pointed at a place that is not an empty directory. */
public final class TargetNotEmptyException extends BlockStoreException {
  private static final long serialVersionUID = 1L;

  /** Names the target. */
  public TargetNotEmptyException(Path target) {
    super("%s is not an empty directory".formatted(target));
  }
}
