package io.snapseal.blockstore.disk;

import io.snapseal.blockstore.ObjectName;
import io.snapseal.blockstore.ObjectReader;
import io.snapseal.blockstore.ObjectWriter;
import io.snapseal.blockstore.Storage;
import io.snapseal.blockstore.StorageFailedException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Objects as files below one directory: files 0600, directories 0700, symbolic links never
 * followed. What is being written lies in {@code tmp/}, which is emptied when the storage is
 * opened; a lock on the file {@code lock} keeps a second process out.
 */
public final class DiskStorage implements Storage {
  private static final String TEMPORARY = "tmp";
  private static final String LOCK = "lock";

  private final Path root;
  private final Path temporary;
  private final FileChannel lock;
  private final AtomicLong counter = new AtomicLong();

  private DiskStorage(Path root, FileChannel lock) {
    this.root = root;
    this.temporary = root.resolve(TEMPORARY);
    this.lock = lock;
  }

  /**
   * Opens or makes the storage in a directory.
   *
   * @throws StorageFailedException if that is not possible, or if the storage is in use already
   */
  public static DiskStorage open(Path directory) {
    Path root = directory.toAbsolutePath().normalize();
    try {
      Directories.create(root);
      return opened(root, StorageLock.take(root.resolve(LOCK)));
    } catch (IOException e) {
      throw new StorageFailedException("opening the storage in " + root, e);
    }
  }

  private static DiskStorage opened(Path root, FileChannel lock) throws IOException {
    try {
      DiskStorage storage = new DiskStorage(root, lock);
      Directories.create(storage.temporary);
      Directories.empty(storage.temporary);
      return storage;
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  @Override
  public ObjectWriter create(ObjectName name) throws IOException {
    Path part = temporary.resolve(counter.incrementAndGet() + ".part");
    return new DiskWriter(part, path(name));
  }

  @Override
  public ObjectReader open(ObjectName name) throws IOException {
    Path path = path(name);
    if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
      throw new NoSuchFileException(name.value());
    }
    return new DiskReader(
        FileChannel.open(path, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)));
  }

  @Override
  public Stream<ObjectName> list(String prefix) throws IOException {
    Path start = root.resolve(prefix);
    if (!start.normalize().startsWith(root)) {
      throw new IllegalArgumentException("not a prefix of object names: " + prefix);
    }
    if (!Files.isDirectory(start, LinkOption.NOFOLLOW_LINKS)) {
      return Stream.empty();
    }
    List<ObjectName> names = new ArrayList<>();
    Files.walkFileTree(start, new Names(names));
    return names.stream();
  }

  @Override
  public void delete(ObjectName name) throws IOException {
    Path path = path(name);
    if (Files.deleteIfExists(path)) {
      Directories.sync(Objects.requireNonNull(path.getParent()));
    }
  }

  private Path path(ObjectName name) {
    if (name.value().equals(LOCK) || name.value().startsWith(TEMPORARY + "/")) {
      throw new IllegalArgumentException("a reserved object name: " + name);
    }
    return root.resolve(name.value());
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw new StorageFailedException("closing the storage in " + root, e);
    }
  }

  /** Gathers the names of regular files; what is no object's name is somebody else's. */
  private final class Names extends SimpleFileVisitor<Path> {
    private final List<ObjectName> names;

    Names(List<ObjectName> names) {
      this.names = names;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) {
      return dir.equals(temporary) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      String name = root.relativize(file).toString();
      if (attributes.isRegularFile() && !name.equals(LOCK)) {
        add(name);
      }
      return FileVisitResult.CONTINUE;
    }

    private void add(String name) {
      try {
        names.add(new ObjectName(name));
      } catch (IllegalArgumentException e) {
        return; // not written by us
      }
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
      if (failure instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      throw failure;
    }
  }
}
