package io.snapseal.blockstore.v1;

import io.snapseal.blockstore.BlockStoreException;
import io.snapseal.blockstore.DamagedException;
import java.nio.ByteBuffer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Reads the entries of one section and holds them to their grammar: order, and as many extents as a
 * file has.
 */
final class SectionCursor {
  private final Chunks chunks;
  private final String object;
  private final IntFunction<SegmentId> table;
  private ByteBuffer chunk = ByteBuffer.allocate(0);
  private Entry.@Nullable Named current;
  private long extent;

  /**
   * @param object what a fault names
   * @param table the segments, by their numbers
   */
  SectionCursor(Chunks chunks, String object, IntFunction<SegmentId> table) {
    this.chunks = chunks;
    this.object = object;
    this.table = table;
  }

  /** The entry stood on; null at the end. */
  Entry.@Nullable Named current() {
    return current;
  }

  /** Moves to the next path, over extents that were not read. */
  void advance() {
    while (hasExtent()) {
      nextExtent();
    }
    Entry.Named before = current;
    Entry next = read();
    if (next == null) {
      current = null;
      return;
    }
    if (!(next instanceof Entry.Named named)
        || (before != null && before.path().compareTo(named.path()) >= 0)) {
      throw new DamagedException(object, "its entries are not in order");
    }
    current = named;
    extent = 0;
  }

  /** Whether the file stood on has extents that were not read. */
  boolean hasExtent() {
    return current instanceof Entry.File file && extent < file.extents();
  }

  /** The next extent of the file stood on. */
  PageMap nextExtent() {
    if (!(current instanceof Entry.File file) || !(read() instanceof Entry.Extent next)) {
      throw new DamagedException(object, "a file has too few pages");
    }
    if (next.map().pages() != Format.pagesOfExtent(file.size(), extent)) {
      throw new DamagedException(object, "a file has pages too many or too few");
    }
    extent++;
    return next.map();
  }

  private @Nullable Entry read() {
    while (!chunk.hasRemaining()) {
      if (!chunks.hasNext()) {
        chunks.checkEnd();
        return null;
      }
      chunk = ByteBuffer.wrap(chunks.next());
    }
    try {
      return EntryCodec.read(chunk, table);
    } catch (BlockStoreException | IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new DamagedException(object, "an entry of it is not one", e);
    } catch (java.nio.BufferUnderflowException e) {
      throw new DamagedException(object, "an entry of it is cut", e);
    }
  }
}
