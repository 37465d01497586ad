package io.snapseal.kms.root;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The file that holds a home's root key, in whichever way it is kept; mode 0600. */
public final class RootKeyFile {
  private static final long LARGEST = 64 * 1024;

  private final Path file;
  private final Consumer<String> reached;

  /** The file, which need not be there. */
  public RootKeyFile(Path file) {
    this(file, step -> {});
  }

  /**
   * @param reached told of each step of a change, for tests that end there
   */
  public RootKeyFile(Path file, Consumer<String> reached) {
    this.file = file;
    this.reached = reached;
  }

  /** Where it is. */
  public Path path() {
    return file;
  }

  /** Whether it is there. */
  public boolean exists() {
    return Files.exists(file);
  }

  /**
   * The keys in it: the one in use first, then the one that is to take its place, if any.
   *
   * @throws RootKeyException if it is no such file, or others may read it
   */
  public List<StoredRootKey> read() throws IOException {
    String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    if (!mode.endsWith("------")) {
      throw RootKeyException.open(file, mode);
    }
    if (Files.size(file) > LARGEST) {
      throw RootKeyException.unreadable(file, "is damaged", null);
    }
    try {
      return StoredRootKeyReader.read(Files.readString(file, StandardCharsets.UTF_8));
    } catch (CharacterCodingException e) {
      throw RootKeyException.unreadable(file, "is damaged", e);
    } catch (RootKeyException e) {
      throw e.at(file);
    }
  }

  /** Puts other keys in their place, all at once; durable when this returns. */
  public void replace(List<StoredRootKey> keys) throws IOException {
    Path real = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
    Path directory = Objects.requireNonNull(real.getParent());
    Path fresh = fresh(real);
    write(fresh, keys.stream().map(StoredRootKey::text).collect(Collectors.joining()));
    reached.accept("root key written");
    Files.move(fresh, real, StandardCopyOption.ATOMIC_MOVE);
    reached.accept("root key replaced");
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** Removes what a killed {@link #replace} has left: it may hold a key as it is. */
  public void removeLeftover() throws IOException {
    Files.deleteIfExists(fresh(Files.exists(file) ? file.toRealPath() : file.toAbsolutePath()));
  }

  private static Path fresh(Path file) {
    return file.resolveSibling(file.getFileName() + ".new");
  }

  private static void write(Path fresh, String text) throws IOException {
    Files.deleteIfExists(fresh);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    try (FileChannel channel =
        FileChannel.open(
            fresh,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    } finally {
      java.util.Arrays.fill(bytes, (byte) 0);
    }
  }
}
