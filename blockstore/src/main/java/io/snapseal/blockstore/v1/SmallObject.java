package io.snapseal.blockstore.v1;

import io.snapseal.blockstore.DamagedException;
import io.snapseal.blockstore.ObjectName;
import io.snapseal.blockstore.ObjectReader;
import io.snapseal.blockstore.ObjectWriter;
import io.snapseal.blockstore.Storage;
import java.io.IOException;

/** Objects that are read and written whole. */
final class SmallObject {
  private SmallObject() {}

  /**
   * Reads one.
   *
   * @throws DamagedException if it is longer than {@code max}
   * @throws java.nio.file.NoSuchFileException if there is none
   */
  static byte[] read(Storage storage, ObjectName name, int max) throws IOException {
    try (ObjectReader in = storage.open(name)) {
      long size = in.size();
      if (size > max) {
        throw new DamagedException(name.value(), "it is too long");
      }
      byte[] bytes = new byte[(int) size];
      in.readFully(0, bytes, 0, bytes.length);
      return bytes;
    }
  }

  /**
   * Writes one.
   *
   * @throws java.nio.file.FileAlreadyExistsException if there is one already
   */
  static void write(Storage storage, ObjectName name, byte[] bytes) throws IOException {
    try (ObjectWriter out = storage.create(name)) {
      out.write(bytes, 0, bytes.length);
      out.commit();
    }
  }
}
