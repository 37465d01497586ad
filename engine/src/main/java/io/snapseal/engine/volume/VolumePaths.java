package io.snapseal.engine.volume;

import io.snapseal.engine.EngineException;
import io.snapseal.engine.files.Durable;
import io.snapseal.engine.files.Trees;
import java.io.IOException;
import java.nio.file.Path;

/** The checks every driver makes before it touches a directory. */
final class VolumePaths {
  private VolumePaths() {}

  /**
   * Returns the absolute path with links above its last name resolved, as the kernel lists mounts.
   */
  static Path real(Path path) {
    Path absolute = path.toAbsolutePath().normalize();
    try {
      return Durable.parent(absolute).toRealPath().resolve(absolute.getFileName());
    } catch (IOException e) {
      throw failed("directory " + absolute.getParent() + " does not exist", e);
    }
  }

  static void requireEmpty(Path path) {
    try {
      if (!Trees.absentOrEmpty(path)) {
        throw new EngineException.VolumeFailed(path + " is not an empty directory", null, null);
      }
    } catch (IOException e) {
      throw failed("cannot read " + path, e);
    }
  }

  static EngineException.VolumeFailed failed(String message, IOException cause) {
    return new EngineException.VolumeFailed(message + ": " + cause.getMessage(), null, cause);
  }
}
