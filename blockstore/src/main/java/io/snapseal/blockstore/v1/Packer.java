package io.snapseal.blockstore.v1;

import static io.snapseal.blockstore.v1.Format.DIGEST;
import static io.snapseal.blockstore.v1.Format.PAGE;

import io.snapseal.blockstore.StorageFailedException;
import io.snapseal.blockstore.UnstorableFileException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads pages, finds those that changed, and has them framed. For one thread. */
final class Packer implements Lanes.Lane {
  private final PageDigests digests;
  private final Set<SegmentId> worn;
  private final SegmentAppender appender;
  private final FrameBuilder frames;
  private final byte[] buffer = new byte[Format.FRAME_BYTES];

  /**
   * Makes a packer.
   *
   * @param worn segments whose pages are stored anew though they did not change
   */
  Packer(byte[] digestKey, Set<SegmentId> worn, NewSegments segments) {
    this.worn = worn;
    digests = new PageDigests(digestKey);
    appender = new SegmentAppender(segments);
    frames = new FrameBuilder(appender);
  }

  /** Packs items; a frame holds pages of one group only. */
  Packed pack(List<SourceItem> group) {
    Packed packed = new Packed();
    for (SourceItem item : group) {
      if (item instanceof SourceItem.Folder folder) {
        packed.add(folder.entry());
      } else if (item instanceof SourceItem.Piece piece) {
        pack(piece, packed);
      }
    }
    frames.flush();
    return packed;
  }

  private void pack(SourceItem.Piece piece, Packed packed) {
    try (@Nullable Content content = piece.opener().open()) {
      if (content != null) {
        pack(piece, content, packed);
      } else if (piece.strict()) {
        throw new UnstorableFileException(piece.path().text(), "it is not there");
      }
    } catch (IOException e) {
      throw new StorageFailedException("reading " + piece.path(), e);
    }
  }

  private void pack(SourceItem.Piece piece, Content content, Packed packed) throws IOException {
    long size = content.size();
    if (piece.extent() == 0) {
      packed.add(new Entry.File(piece.path(), piece.mode(), size));
    }
    if (size == 0) {
      return;
    }
    PageMap map = new PageMap(Format.pagesOfExtent(size, piece.extent()));
    for (int page = 0; page < map.pages(); page += Format.FRAME_PAGES) {
      packed.addBytes(fill(piece, content, page));
      addPages(piece, map, page, packed);
    }
    packed.add(new Entry.Extent(map));
  }

  /** Reads a buffer full of pages; what the file no longer has is zero. */
  private int fill(SourceItem.Piece piece, Content content, int page) throws IOException {
    long position = piece.extent() * Format.EXTENT_BYTES + (long) page * PAGE;
    long inExtent = (long) (Format.EXTENT_PAGES - page) * PAGE;
    int wanted = (int) Math.min(buffer.length, Math.min(inExtent, content.size() - position));
    int read = content.read(position, buffer, 0, wanted);
    if (read < wanted && piece.strict()) {
      throw new UnstorableFileException(piece.path().text(), "it shrank while it was read");
    }
    Arrays.fill(buffer, read, buffer.length, (byte) 0);
    return wanted;
  }

  private void addPages(SourceItem.Piece piece, PageMap map, int first, Packed packed) {
    @Nullable PageMap parent = piece.parent().orElse(null);
    int end = Math.min(map.pages(), first + Format.FRAME_PAGES);
    for (int page = first; page < end; page++) {
      int offset = (page - first) * PAGE;
      if (!PageDigests.isZero(buffer, offset)) {
        digests.digest(buffer, offset, map.digests(), page * DIGEST);
        if (parent == null || !map.refer(page, parent, worn)) {
          frames.add(map, page, buffer, offset);
          packed.addChangedPages(1);
        }
      }
    }
  }

  /** Makes all that was packed durable. */
  void finish() {
    appender.finish();
  }

  @Override
  public void close() {
    frames.close();
    appender.close();
  }
}
