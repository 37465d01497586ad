package io.snapseal.blockstore.v1;

import io.snapseal.blockstore.TreeFilter;
import io.snapseal.blockstore.UnstorableFileException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Walks a tree in the order of {@link TreePath}; what vanishes meanwhile is left out. */
final class TreeScan {
  /** Takes what is found. */
  interface Visitor {
    void directory(TreePath path, int mode) throws IOException;

    void file(TreePath path, Path file, int mode, long size) throws IOException;
  }

  private final Path root;
  private final TreeFilter filter;
  private final Visitor visitor;

  TreeScan(Path root, TreeFilter filter, Visitor visitor) {
    this.root = root;
    this.filter = filter;
    this.visitor = visitor;
  }

  void run() throws IOException {
    children(root, "");
  }

  private void children(Path directory, String prefix) throws IOException {
    List<TreePath> paths = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
      for (Path child : stream) {
        paths.add(TreePath.of(prefix + child.getFileName()));
      }
    } catch (NoSuchFileException e) {
      if (directory.equals(root)) {
        throw e;
      }
      return;
    }
    Collections.sort(paths);
    for (TreePath path : paths) {
      visit(path);
    }
  }

  private void visit(TreePath path) throws IOException {
    Path file = root.resolve(path.text());
    PosixFileAttributes attributes;
    try {
      attributes = Files.readAttributes(file, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException e) {
      return;
    }
    if (filter.includes(path.text(), attributes.isDirectory())) {
      visit(path, file, attributes);
    }
  }

  private void visit(TreePath path, Path file, PosixFileAttributes attributes) throws IOException {
    if (attributes.isDirectory()) {
      visitor.directory(path, PermissionBits.number(attributes.permissions()));
      children(file, path.text() + "/");
    } else if (attributes.isRegularFile()) {
      visitor.file(path, file, PermissionBits.number(attributes.permissions()), attributes.size());
    } else if (attributes.isSymbolicLink()) {
      throw new UnstorableFileException(path.text(), "it is a symbolic link");
    }
  }
}
