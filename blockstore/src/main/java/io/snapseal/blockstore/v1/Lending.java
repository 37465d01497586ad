package io.snapseal.blockstore.v1;

import io.snapseal.blockstore.CopySource;
import io.snapseal.blockstore.Storage;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lets a snapshot be copied by another store: the frames of this snapshot, and no other of its
 * lineage, though they may lie in one segment.
 */
final class Lending implements CopySource {
  private static final int OFFSET_BITS = 31;
  private static final int CHUNK = 256 * 1024;

  private final Opened opened;
  private final Lanes<Reader> readers;
  private final SegmentTable table;
  private final long[] frames;
  private @Nullable EntryStream stream;

  /** Takes over what is opened. */
  Lending(Opened opened, Storage storage) {
    this.opened = opened;
    this.table = opened.manifest().outline().table();
    this.readers = new Lanes<>(() -> new Reader(new FrameReader(storage, opened.sealing())));
    this.frames = frames();
  }

  @Override
  public Facts facts() {
    Outline outline = opened.manifest().outline();
    return new Facts(
        outline.digest(), outline.header().isSealed(), outline.footer().logicalBytes());
  }

  @Override
  public byte[] digestKey() {
    return opened.manifest().digestKey();
  }

  /** Every frame that the snapshot refers to, once, in order. */
  private long[] frames() {
    long[] found = new long[1024];
    int count = 0;
    EntryCursor entries = opened.manifest().entries();
    for (Entry.Named entry = entries.next(); entry != null; entry = entries.next()) {
      long extents = entry instanceof Entry.File file ? file.extents() : 0;
      for (long extent = 0; extent < extents; extent++) {
        PageMap map = entries.nextExtent();
        for (int page = 0; page < map.pages(); page += map.runLength(page)) {
          FrameRef frame = map.frame(page);
          if (frame != null) {
            found = count == found.length ? Arrays.copyOf(found, count * 2) : found;
            found[count++] = key(table.number(frame.segment()), frame.offset());
          }
        }
      }
    }
    return Arrays.stream(found, 0, count).sorted().distinct().toArray();
  }

  private static long key(int segment, long offset) {
    if (segment < 0 || offset < 0 || offset >> OFFSET_BITS != 0) {
      throw new IllegalArgumentException("a frame at %d:%d".formatted(segment, offset));
    }
    return ((long) segment << OFFSET_BITS) | offset;
  }

  @Override
  public synchronized byte[] entries(long number) {
    if (stream == null || stream.next != number) {
      stream = new EntryStream();
      while (stream.next < number) {
        stream.chunk();
      }
    }
    return stream.chunk();
  }

  @Override
  public byte[] frames(List<FramePlace> places) {
    long total = places.stream().mapToLong(FramePlace::payload).sum();
    if (places.size() > MAX_FRAMES || total > MAX_BYTES) {
      throw new IllegalArgumentException("more frames than are given at once");
    }
    places.forEach(this::require);
    return readers.with(reader -> reader.payloads(places, (int) total));
  }

  private void require(FramePlace place) {
    if (Arrays.binarySearch(frames, key(place.segment(), place.offset())) < 0) {
      throw new IllegalArgumentException("not a frame of this snapshot: " + place);
    }
  }

  @Override
  public void close() {
    readers.close();
    opened.close();
  }

  /** What one thread reads with. */
  private final class Reader implements Lanes.Lane {
    private final FrameReader reader;

    Reader(FrameReader reader) {
      this.reader = reader;
    }

    byte[] payloads(List<FramePlace> places, int total) {
      ByteArrayOutputStream out = new ByteArrayOutputStream(total);
      for (FramePlace place : places) {
        FrameRef frame =
            new FrameRef(table.id(place.segment()), place.offset(), place.payload(), place.pages());
        out.write(reader.payload(frame), 0, frame.payload());
      }
      return out.toByteArray();
    }

    @Override
    public void close() {
      reader.close();
    }
  }

  /** The entries, all in one section, from the beginning. */
  private final class EntryStream {
    private final EntryCursor cursor = opened.manifest().entries();
    private Entry.@Nullable Named current = cursor.next();
    private long extent;
    private boolean named;
    private long next;

    byte[] chunk() {
      ByteBuffer out = ByteBuffer.allocate(CHUNK);
      for (Entry entry = peek(); entry != null && fits(out); entry = peek()) {
        EntryCodec.write(entry, table::number, out);
        held = null;
      }
      next++;
      return Arrays.copyOf(out.array(), out.position());
    }

    private @Nullable Entry held;

    private @Nullable Entry peek() {
      if (held == null) {
        held = read();
      }
      return held;
    }

    private static boolean fits(ByteBuffer out) {
      return out.remaining() >= EntryCodec.MAX_ENTRY;
    }

    private @Nullable Entry read() {
      if (current == null) {
        return null;
      }
      if (!named) {
        named = true;
        return current;
      }
      if (current instanceof Entry.File file && extent < file.extents()) {
        extent++;
        return new Entry.Extent(cursor.nextExtent());
      }
      current = cursor.next();
      extent = 0;
      named = false;
      return read();
    }
  }
}
