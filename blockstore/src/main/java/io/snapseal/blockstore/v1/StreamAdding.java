package io.snapseal.blockstore.v1;

import io.snapseal.blockstore.UnstorableFileException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Files that come one after the other with their bytes, as in an archive. As long as they come in
 * the order of their paths they are one section of the manifest, and nothing of them stays in
 * memory. One that is out of order is kept apart, in memory, while that has room; then a new
 * section begins; then there is no way left.
 */
final class StreamAdding implements AutoCloseable {
  /** Leaves some of the format's 64 to trees and single files. */
  private static final int MAX_SECTIONS = 48;

  /** Of pages, whose places and digests take 24 bytes each: 64 MiB. */
  private static final long MAX_APART = (64L << 20) / 24;

  /** What a path takes in memory, in pages. */
  private static final long PATH = 32;

  private final Output output;
  private final KnownPaths known;
  private final Map<TreePath, List<Entry>> single;
  private final Function<Packing.EntrySink, Packing> packings;
  private @Nullable Packing section;
  private @Nullable TreePath last;
  private int sections;
  private long apart;

  /**
   * @param single what is written at the end, in order
   */
  StreamAdding(
      Output output,
      KnownPaths known,
      Map<TreePath, List<Entry>> single,
      Function<Packing.EntrySink, Packing> packings) {
    this.output = output;
    this.known = known;
    this.single = single;
    this.packings = packings;
  }

  void directory(Entry.Directory entry) {
    imply(entry.path());
    if (!known.directory(entry.path())) {
      single.remove(entry.path()); // it was implied by what came before, or comes once more
      single.put(entry.path(), List.of(entry));
    } else if (isNext(entry.path())) {
      following(entry.path()).folder(entry);
    } else if (fits(0)) {
      single.put(entry.path(), List.of(entry));
    } else {
      fresh(entry.path()).folder(entry);
    }
  }

  void file(Entry.File entry, InputStream content) throws IOException {
    imply(entry.path());
    known.file(entry.path());
    if (isNext(entry.path())) {
      pack(entry, content, following(entry.path()));
    } else if (fits(Format.pages(entry.size()))) {
      packApart(entry, content);
    } else {
      pack(entry, content, fresh(entry.path()));
    }
  }

  private void imply(TreePath path) {
    for (TreePath directory : KnownPaths.above(path)) {
      if (known.directory(directory)) {
        Entry.Directory implied = new Entry.Directory(directory, Creation.IMPLIED_MODE);
        single.put(directory, List.of(implied));
      }
    }
  }

  private boolean isNext(TreePath path) {
    return last == null || last.compareTo(path) < 0;
  }

  private boolean fits(long pages) {
    if (apart + pages + PATH > MAX_APART) {
      return false;
    }
    apart += pages + PATH;
    return true;
  }

  private Packing fresh(TreePath path) {
    endSection();
    return following(path);
  }

  private Packing following(TreePath path) {
    Packing current = section;
    if (current == null) {
      if (sections == MAX_SECTIONS) {
        throw new UnstorableFileException(
            path.text(),
            "too many files are not in the order of their names (tar has the option --sort=name)");
      }
      sections++;
      output.manifest().beginSection();
      current = packings.apply(output::add);
      section = current;
    }
    last = path;
    return current;
  }

  private void packApart(Entry.File entry, InputStream content) throws IOException {
    List<Entry> entries = new ArrayList<>();
    try (Packing packing = packings.apply(entries::addAll)) {
      pack(entry, content, packing);
      packing.finish();
    }
    single.put(entry.path(), entries);
  }

  /** What is read ahead is bounded by the packing's window. */
  private static void pack(Entry.File entry, InputStream content, Packing packing)
      throws IOException {
    for (long extent = 0; extent < Math.max(1, entry.extents()); extent++) {
      long begin = extent * Format.EXTENT_BYTES;
      int length = (int) Math.min(Format.EXTENT_BYTES, entry.size() - begin);
      byte[] bytes = new byte[length];
      if (content.readNBytes(bytes, 0, length) < length) {
        throw new UnstorableFileException(entry.path().text(), "it ends before its end");
      }
      Content piece = new ExtentContent(entry.size(), begin, ByteBuffer.wrap(bytes));
      packing.piece(
          entry.path(), entry.mode(), extent, entry.size(), () -> piece, Optional.empty(), true);
    }
  }

  /** Ends the section at hand, if there is one. */
  void endSection() {
    Packing current = section;
    if (current != null) {
      current.finish();
      output.endSection();
      section = null;
      last = null;
    }
  }

  @Override
  public void close() {
    if (section != null) {
      section.close();
    }
  }
}
