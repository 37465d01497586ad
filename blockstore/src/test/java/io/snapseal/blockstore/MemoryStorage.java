package io.snapseal.blockstore;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Objects in memory. They outlive {@link #close}, as those on a disk do. */
public final class MemoryStorage implements Storage {
  private final Map<ObjectName, byte[]> objects = new ConcurrentHashMap<>();

  /** The objects themselves, for tests that tamper. */
  public Map<ObjectName, byte[]> objects() {
    return objects;
  }

  /** The bytes of an object that must be there. */
  public byte[] bytes(ObjectName name) {
    byte[] bytes = objects.get(name);
    if (bytes == null) {
      throw new AssertionError("no object " + name);
    }
    return bytes.clone();
  }

  /** An independent copy. */
  public MemoryStorage copy() {
    MemoryStorage copy = new MemoryStorage();
    objects.forEach((name, bytes) -> copy.objects.put(name, bytes.clone()));
    return copy;
  }

  @Override
  public ObjectWriter create(ObjectName name) {
    return new Writer(name);
  }

  @Override
  public ObjectReader open(ObjectName name) throws IOException {
    byte[] bytes = objects.get(name);
    if (bytes == null) {
      throw new NoSuchFileException(name.value());
    }
    return new Reader(bytes);
  }

  @Override
  public Stream<ObjectName> list(String prefix) {
    if (!prefix.isEmpty() && !prefix.endsWith("/")) {
      throw new IllegalArgumentException("not a prefix: " + prefix);
    }
    return List.copyOf(objects.keySet()).stream().filter(name -> name.value().startsWith(prefix));
  }

  @Override
  public void delete(ObjectName name) {
    objects.remove(name);
  }

  @Override
  public void close() {}

  private final class Writer implements ObjectWriter {
    private final ObjectName name;
    private @Nullable ByteArrayOutputStream out = new ByteArrayOutputStream();

    Writer(ObjectName name) {
      this.name = name;
    }

    private ByteArrayOutputStream out() throws IOException {
      if (out == null) {
        throw new IOException("closed");
      }
      return out;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out().write(bytes, offset, length);
    }

    @Override
    public void commit() throws IOException {
      byte[] bytes = out().toByteArray();
      out = null;
      if (objects.putIfAbsent(name, bytes) != null) {
        throw new FileAlreadyExistsException(name.value());
      }
    }

    @Override
    public void close() {
      out = null;
    }
  }

  private static final class Reader implements ObjectReader {
    private final byte[] bytes;

    Reader(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public long size() {
      return bytes.length;
    }

    @Override
    public void readFully(long position, byte[] into, int offset, int length) throws IOException {
      if (position + length > bytes.length) {
        throw new EOFException("ends at " + bytes.length);
      }
      System.arraycopy(bytes, (int) position, into, offset, length);
    }

    @Override
    public void close() {}
  }
}
