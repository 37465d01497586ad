package io.snapseal.engine.files;

import io.snapseal.engine.process.Account;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;

/** Hands files over to the account a server runs as. */
public final class Ownership {
  private static final Set<PosixFilePermission> DIRECTORY =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");

  private Ownership() {}

  /**
   * Tells whether a directory is the account's own and nobody else's: {@link #giveTree} is done.
   */
  public static boolean given(Account account, Path directory) throws IOException {
    Object uid = Files.getAttribute(directory, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    return Objects.equals(uid, account.uid())
        && Files.getPosixFilePermissions(directory, LinkOption.NOFOLLOW_LINKS).equals(DIRECTORY);
  }

  /** Gives one file or directory to the account; a symbolic link itself, not what it points to. */
  public static void give(Account account, Path path) throws IOException {
    if (account.lowered()) {
      Files.setAttribute(path, "unix:uid", account.uid(), LinkOption.NOFOLLOW_LINKS);
      Files.setAttribute(path, "unix:gid", account.gid(), LinkOption.NOFOLLOW_LINKS);
    }
  }

  /**
   * Gives a whole tree to the account: directories 0700, files 0600.
   *
   * <p>The root is closed to everybody first and given away last: until everything below is done no
   * other process of that account gets in, so none can put a link where root is about to change an
   * owner; and a crash half way leaves the root's owner as it was, so that the work is done again.
   *
   * @throws IOException also if there is a symbolic link or a special file in the tree: no backup
   *     has one
   */
  public static void giveTree(Account account, Path root) throws IOException {
    Files.setPosixFilePermissions(root, DIRECTORY);
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<Path>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
              throws IOException {
            if (!directory.equals(root)) {
              Files.setPosixFilePermissions(directory, DIRECTORY);
              give(account, directory);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (!attributes.isRegularFile()) {
              throw new IOException(root.relativize(file) + " is a link or a special file");
            }
            Files.setPosixFilePermissions(file, FILE);
            give(account, file);
            return FileVisitResult.CONTINUE;
          }
        });
    give(account, root);
  }
}
