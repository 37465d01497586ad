package io.snapseal.blockstore.v1;

import io.snapseal.blockstore.Progress;
import io.snapseal.blockstore.SnapshotInfo;
import io.snapseal.blockstore.SnapshotWriter;
import io.snapseal.blockstore.StorageFailedException;
import io.snapseal.blockstore.TreeFilter;
import io.snapseal.blockstore.UnstorableFileException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot being made: trees become sections of the manifest; single files are the last section.
 */
final class Creation implements SnapshotWriter {
  static final int IMPLIED_MODE = 0700;

  /** Each may hold an extent in memory. */
  private static final int STREAM_WINDOW = 8;

  private final Output output;
  private final @Nullable Manifest parent;
  private final Executor pool;
  private final int window;
  private final Lanes<Packer> lanes;
  private final Supplier<SnapshotInfo> describe;
  private final KnownPaths known = new KnownPaths();
  private final TreeMap<TreePath, List<Entry>> single = new TreeMap<>();
  private final StreamAdding streamed;
  private boolean ended;
  private boolean broken;

  /** Takes over output and parent. */
  Creation(
      Output output,
      @Nullable Manifest parent,
      byte[] digestKey,
      Set<SegmentId> worn,
      Executor pool,
      int window,
      Supplier<SnapshotInfo> describe) {
    this.output = output;
    this.parent = parent;
    this.pool = pool;
    this.window = window;
    this.describe = describe;
    this.lanes = new Lanes<>(() -> new Packer(digestKey, worn, output.segments()));
    this.streamed = new StreamAdding(output, known, single, sink -> packing(STREAM_WINDOW, sink));
  }

  private Packing packing(int most, Packing.EntrySink sink) {
    return packing(Math.min(most, window), sink, Progress.NONE);
  }

  private Packing packing(int most, Packing.EntrySink sink, Progress progress) {
    return new Packing(pool, most, lanes, output.manifest().totals(), sink, progress);
  }

  @Override
  public void addTree(Path root, TreeFilter filter, Progress progress) {
    requireOpen();
    broken = true;
    streamed.endSection();
    output.manifest().beginSection();
    try (Packing packing = packing(window, output::add, progress)) {
      TreeAdding adding = new TreeAdding(packing);
      try {
        new TreeScan(root, filter, adding).run();
        packing.finish();
      } catch (IOException e) {
        throw new StorageFailedException("reading " + root, e);
      } finally {
        adding.closeShared();
      }
    }
    output.endSection();
    broken = false;
  }

  @Override
  public void addFile(String path, int mode, byte[] content) {
    ByteBuffer bytes = ByteBuffer.wrap(content);
    addSingle(TreePath.of(path), mode, content.length, () -> new BytesContent(bytes));
  }

  @Override
  public void addFile(String path, Path file) {
    TreePath treePath = TreePath.of(path);
    try {
      PosixFileAttributes attributes =
          Files.readAttributes(file, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (!attributes.isRegularFile()) {
        throw new UnstorableFileException(path, "it is not a regular file");
      }
      long size = attributes.size();
      int mode = PermissionBits.number(attributes.permissions());
      addSingle(treePath, mode, size, () -> FileContent.open(file, size));
    } catch (IOException e) {
      throw new StorageFailedException("reading " + file, e);
    }
  }

  private void addSingle(TreePath path, int mode, long size, Content.Opener opener) {
    requireOpen();
    Entry.File checked = new Entry.File(path, mode, size);
    for (TreePath directory : KnownPaths.above(path)) {
      if (known.directory(directory)) {
        single.put(directory, List.of(new Entry.Directory(directory, IMPLIED_MODE)));
      }
    }
    known.file(path);
    List<Entry> entries = new ArrayList<>();
    boolean brokenBefore = broken;
    broken = true;
    try (Packing packing = packing(window, entries::addAll, Progress.NONE)) {
      for (long extent = 0; extent < Math.max(1, checked.extents()); extent++) {
        packing.piece(path, mode, extent, size, opener, Optional.empty(), true);
      }
      packing.finish();
    }
    single.put(path, entries);
    broken = brokenBefore;
  }

  @Override
  public void addDirectory(String path, int mode) {
    requireOpen();
    streamed.directory(new Entry.Directory(TreePath.of(path), mode));
  }

  @Override
  public void addFile(String path, int mode, long size, InputStream content) throws IOException {
    requireOpen();
    Entry.File entry = new Entry.File(TreePath.of(path), mode, size);
    boolean brokenBefore = broken;
    broken = true;
    streamed.file(entry, content);
    broken = brokenBefore;
  }

  @Override
  public SnapshotInfo commit() {
    requireOpen();
    if (broken) {
      throw new IllegalStateException("what could not be added would be missing");
    }
    ended = true;
    streamed.endSection();
    finishSegments();
    output.manifest().beginSection();
    single.values().forEach(output::add);
    output.endSection();
    output.publish();
    close();
    return describe.get();
  }

  private void finishSegments() {
    try (Ordered<Boolean> work = new Ordered<>(pool, Integer.MAX_VALUE, done -> {})) {
      for (Packer packer : lanes.all()) {
        work.submit(finishing(packer));
      }
      work.finish();
    }
  }

  private static Callable<Boolean> finishing(Packer packer) {
    return () -> {
      packer.finish();
      return true;
    };
  }

  private void requireOpen() {
    if (ended) {
      throw new IllegalStateException("the snapshot was committed or discarded");
    }
  }

  @Override
  public void close() {
    ended = true;
    streamed.close();
    try {
      lanes.close();
      if (parent != null) {
        parent.close();
      }
    } finally {
      output.close();
    }
  }

  /** Turns what a scan finds into items. */
  private final class TreeAdding implements TreeScan.Visitor {
    private final Packing packing;
    private final ParentPages before = ParentPages.of(parent);
    private final List<FileContent> shared = new ArrayList<>();

    TreeAdding(Packing packing) {
      this.packing = packing;
    }

    @Override
    public void directory(TreePath path, int mode) {
      if (!known.directory(path) && single.remove(path) == null) {
        throw new UnstorableFileException(path.text(), "it was added before");
      }
      packing.folder(new Entry.Directory(path, mode));
    }

    @Override
    public void file(TreePath path, Path file, int mode, long size) throws IOException {
      known.file(path);
      if (size <= Format.EXTENT_BYTES) {
        packing.piece(
            path,
            mode,
            0,
            size,
            () -> FileContent.open(file, Format.EXTENT_BYTES),
            before.extent(path, 0),
            false);
        return;
      }
      FileContent content = FileContent.shared(file);
      if (content != null) {
        shared.add(content);
        largeFile(path, mode, content);
      }
    }

    private void largeFile(TreePath path, int mode, FileContent content) {
      long extents = Math.max(1, Format.extents(content.size()));
      for (long extent = 0; extent < extents; extent++) {
        Optional<PageMap> pages = before.extent(path, extent);
        packing.piece(path, mode, extent, content.size(), () -> content, pages, false);
      }
      shared.removeIf(FileContent::isClosed);
    }

    void closeShared() {
      for (FileContent content : shared) {
        content.closeNow();
      }
    }
  }
}
