package io.snapseal.rds.transfer;

import io.snapseal.blockstore.SnapshotVisitor;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Date;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Writes a snapshot's files as a tar archive (POSIX pax, so that no name or size is too long). */
final class TarOutput implements SnapshotVisitor {
  private final TarArchiveOutputStream tar;
  private final Date time;
  private boolean inFile;

  /**
   * @param time of all files: a snapshot keeps none of each
   */
  TarOutput(OutputStream out, Instant time) {
    this.tar = new TarArchiveOutputStream(out, "UTF-8");
    this.time = Date.from(time);
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
    tar.setAddPaxHeadersForNonAsciiNames(true);
  }

  @Override
  public void directory(String path, int mode) throws IOException {
    begin(new TarArchiveEntry(path + "/"), mode);
  }

  @Override
  public void file(String path, int mode, long size) throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(path);
    entry.setSize(size);
    begin(entry, mode);
    inFile = true;
  }

  private void begin(TarArchiveEntry entry, int mode) throws IOException {
    end();
    entry.setMode(mode);
    entry.setModTime(time);
    tar.putArchiveEntry(entry);
    if (entry.isDirectory()) {
      tar.closeArchiveEntry();
    }
  }

  private void end() throws IOException {
    if (inFile) {
      tar.closeArchiveEntry();
      inFile = false;
    }
  }

  @Override
  public void content(byte[] bytes) throws IOException {
    tar.write(bytes);
  }

  /** Writes the archive's end: without it, it is not whole. */
  void finish() throws IOException {
    end();
    tar.finish();
    tar.flush();
  }
}
