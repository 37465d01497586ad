package io.snapseal.engine.innodb;

import io.snapseal.engine.EngineException;
import io.snapseal.engine.files.Ownership;
import io.snapseal.engine.files.Trees;
import io.snapseal.engine.process.Account;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A server's files, while no server runs on them. */
final class DataDirectory {
  private final Path path;

  private DataDirectory(Path path) {
    this.path = path;
  }

  /** Resolves links, so that the path is what the kernel says a server's working directory is. */
  static DataDirectory at(Path path) {
    try {
      return new DataDirectory(Trees.resolveParent(path));
    } catch (IOException e) {
      throw bad("the directory above " + path + " does not exist", e);
    }
  }

  Path path() {
    return path;
  }

  Scratch scratch() {
    return new Scratch(path);
  }

  void requireAbsentOrEmpty() {
    try {
      if (!Trees.absentOrEmpty(path)) {
        throw new EngineException.BadDataDirectory(path + " is not an empty directory", null, null);
      }
    } catch (IOException e) {
      throw bad("cannot read " + path, e);
    }
  }

  /** The servers themselves find out too late, or not at all. */
  void requireMadeBy(Variant variant) {
    String found = madeBy();
    if (!found.equals(Marker.of(variant))) {
      throw new EngineException.BadDataDirectory(
          path + " was made by " + found + " and cannot be run by " + Marker.of(variant),
          "use " + found,
          null);
    }
  }

  private String madeBy() {
    try {
      return Files.readString(path.resolve(Marker.FILE), StandardCharsets.US_ASCII).strip();
    } catch (NoSuchFileException e) {
      throw bad(path + " holds no data of this engine", e);
    } catch (IOException e) {
      throw bad("cannot read " + path, e);
    }
  }

  /** Hands a restored copy to the server's account, and makes what it needs besides. */
  void prepare(Account server) {
    try {
      if (!Ownership.given(server, path)) {
        Ownership.giveTree(server, path);
      }
      scratch().clear();
      scratch().prepare(server);
    } catch (IOException e) {
      throw bad("cannot prepare " + path, e);
    }
  }

  private static EngineException.BadDataDirectory bad(String message, IOException cause) {
    return new EngineException.BadDataDirectory(message + ": " + cause.getMessage(), null, cause);
  }
}
