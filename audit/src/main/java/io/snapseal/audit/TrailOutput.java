package io.snapseal.audit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.List;

/**
 * The newest file of a trail, written at its end. What fails is taken back, so that the same bytes
 * can be given again.
 *
 * <p>Not a channel: a thread that is interrupted while it writes would close it for all.
 */
final class TrailOutput implements AutoCloseable {
  /** Opens files and makes them durable: where tests put faults. */
  interface Disk {
    Disk REAL =
        new Disk() {
          @Override
          public RandomAccessFile open(Path file) throws IOException {
            return new RandomAccessFile(file.toFile(), "rw");
          }

          @Override
          public void sync(RandomAccessFile file) throws IOException {
            file.getFD().sync();
          }
        };

    RandomAccessFile open(Path file) throws IOException;

    void sync(RandomAccessFile file) throws IOException;
  }

  private final Disk disk;
  private final TrailDirectory directory;
  private final TrailHead head;
  private final long mostBytes;
  private RandomAccessFile file;
  private Link written;
  private Link synced;
  private long syncedLength;
  private boolean uncertain;
  private final ByteArrayOutputStream sinceSync = new ByteArrayOutputStream();

  private TrailOutput(
      Disk disk,
      TrailDirectory directory,
      TrailHead head,
      long mostBytes,
      RandomAccessFile file,
      Link at)
      throws IOException {
    this.disk = disk;
    this.directory = directory;
    this.head = head;
    this.mostBytes = mostBytes;
    this.file = file;
    this.written = at;
    this.synced = at;
    this.syncedLength = file.length();
  }

  /**
   * Opens the newest file and cuts off what is no whole line.
   *
   * @param mostBytes from which length on a new file is begun
   */
  static TrailOutput open(
      Disk disk, TrailDirectory directory, ChainKey key, TrailCheck.Found newest, long mostBytes)
      throws IOException {
    directory.removeUnfinished();
    List<Path> files = directory.files();
    RandomAccessFile file = disk.open(files.get(files.size() - 1));
    file.setLength(newest.goodBytes());
    disk.sync(file);
    TrailHead head = TrailHead.open(directory, key, newest.last());
    return new TrailOutput(disk, directory, head, mostBytes, file, newest.last());
  }

  /**
   * Writes whole lines.
   *
   * @param last the place of the last one
   * @param sync whether they must be durable when this returns
   * @throws IOException if that failed; then {@link #takeBack} has all that must be given again
   */
  void write(byte[] lines, Link last, boolean sync) throws IOException {
    try {
      prepare();
    } finally {
      sinceSync.writeBytes(lines);
    }
    uncertain = true;
    file.write(lines);
    written = last;
    if (sync) {
      sync();
      head.write(last);
    }
    uncertain = false;
  }

  /** What was written since it was last durable, to be given again. */
  byte[] takeBack() {
    byte[] bytes = sinceSync.toByteArray();
    sinceSync.reset();
    written = synced;
    uncertain = true;
    return bytes;
  }

  private void prepare() throws IOException {
    if (uncertain) {
      file.setLength(syncedLength);
      uncertain = false;
    }
    file.seek(file.length());
    if (file.length() >= mostBytes) {
      sync();
      begin();
    }
  }

  private void sync() throws IOException {
    disk.sync(file);
    syncedLength = file.length();
    synced = written;
    sinceSync.reset();
  }

  private void begin() throws IOException {
    Path next = directory.fileFrom(written.number() + 1);
    TrailDirectory.createFile(next, TrailFile.firstLine(written));
    RandomAccessFile opened = disk.open(next);
    // The new one first: if the old one does not close, what is given again goes into the new one.
    try (RandomAccessFile closing = file) {
      file = opened;
      syncedLength = file.length();
      file.seek(syncedLength);
    }
  }

  @Override
  public void close() throws IOException {
    try (RandomAccessFile closing = file;
        TrailHead alsoClosing = head) {
      sync();
    }
  }
}
