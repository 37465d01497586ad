package io.snapseal.blockstore.v1;

import io.snapseal.blockstore.Progress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

/** Items on their way through the packers, whose entries come out in the order they went in. */
final class Packing implements AutoCloseable {
  private final Lanes<Packer> lanes;
  private final Totals totals;
  private final EntrySink sink;
  private final Progress progress;
  private final Ordered<Packed> work;
  private final Groups<SourceItem> groups = new Groups<>(this::submit);
  private long bytes;

  /** Where packed entries go. */
  @FunctionalInterface
  interface EntrySink {
    void add(List<Entry> entries);
  }

  /**
   * @param window how many groups of items are under way at most
   */
  Packing(
      Executor pool,
      int window,
      Lanes<Packer> lanes,
      Totals totals,
      EntrySink sink,
      Progress progress) {
    this.lanes = lanes;
    this.totals = totals;
    this.sink = sink;
    this.progress = progress;
    this.work = new Ordered<>(pool, window, this::take);
  }

  void folder(Entry.Directory directory) {
    groups.add(new SourceItem.Folder(directory), 0);
  }

  void piece(
      TreePath path,
      int mode,
      long extent,
      long size,
      Content.Opener opener,
      Optional<PageMap> before,
      boolean strict) {
    int pages = size == 0 ? 0 : Format.pagesOfExtent(size, extent);
    groups.add(new SourceItem.Piece(path, mode, extent, pages, opener, before, strict), pages);
  }

  private void submit(List<SourceItem> group) {
    work.submit(() -> lanes.with(packer -> packer.pack(group)));
  }

  private void take(Packed packed) {
    sink.add(packed.entries());
    totals.addChangedPages(packed.changedPages());
    bytes += packed.bytes();
    progress.advanced(bytes);
  }

  void finish() {
    groups.flush();
    work.finish();
  }

  @Override
  public void close() {
    work.close();
  }
}
