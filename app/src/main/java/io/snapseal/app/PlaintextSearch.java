package io.snapseal.app;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What someone who has copied the disk would do to find a text: look at every byte, and unpack
 * every zstd frame (RFC 8878) that begins anywhere.
 */
final class PlaintextSearch {
  private static final byte[] ZSTD_MAGIC = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd};
  private static final int LARGEST_UNPACKED = 4 << 20;
  private static final int PIECE = 128 << 10;

  private final byte[] wanted;

  PlaintextSearch(String wanted) {
    this.wanted = wanted.getBytes(StandardCharsets.US_ASCII);
  }

  /** Every file below a directory. */
  static Set<Path> files(Path directory) {
    try (Stream<Path> all = Files.walk(directory)) {
      return all.filter(Files::isRegularFile).collect(Collectors.toSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether a file gives the text away; one that has vanished does not. */
  boolean findsInFile(Path file) {
    try {
      return findsIn(Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether these bytes give the text away. */
  boolean findsIn(byte[] bytes) {
    return indexOf(bytes, wanted, 0) >= 0 || findsInFrames(bytes);
  }

  private boolean findsInFrames(byte[] bytes) {
    int frame = indexOf(bytes, ZSTD_MAGIC, 0);
    while (frame >= 0) {
      if (indexOf(unpacked(bytes, frame), wanted, 0) >= 0) {
        return true;
      }
      frame = indexOf(bytes, ZSTD_MAGIC, frame + 1);
    }
    return false;
  }

  /**
   * What a frame unpacks to. Four bytes that look like a frame may be chance, and what follows a
   * frame need not be one: reading ends where it no longer unpacks.
   */
  private static byte[] unpacked(byte[] bytes, int start) {
    ByteArrayOutputStream unpacked = new ByteArrayOutputStream();
    byte[] piece = new byte[PIECE];
    try (InputStream in =
        new ZstdInputStreamNoFinalizer(
            new ByteArrayInputStream(bytes, start, bytes.length - start))) {
      int length = in.read(piece);
      while (length > 0 && unpacked.size() < LARGEST_UNPACKED) {
        unpacked.write(piece, 0, length);
        length = in.read(piece);
      }
    } catch (IOException e) {
      return unpacked.toByteArray();
    }
    return unpacked.toByteArray();
  }

  private static int indexOf(byte[] bytes, byte[] wanted, int from) {
    for (int i = from; i <= bytes.length - wanted.length; i++) {
      if (bytes[i] == wanted[0] && matches(bytes, i, wanted)) {
        return i;
      }
    }
    return -1;
  }

  private static boolean matches(byte[] bytes, int at, byte[] wanted) {
    for (int i = 1; i < wanted.length; i++) {
      if (bytes[at + i] != wanted[i]) {
        return false;
      }
    }
    return true;
  }
}
