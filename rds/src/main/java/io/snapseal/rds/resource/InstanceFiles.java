package io.snapseal.rds.resource;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Where one instance's files are. Every directory on the way can be passed through, not listed
 * (0711): the database server, which has given up root's rights, must reach its own data.
 *
 * @param directory holds the volume, at rest and mounted
 * @param run holds the server's socket; short, because a socket's path has at most 107 bytes
 */
public record InstanceFiles(Path directory, Path run) {
  private static final int SHORT = 12;

  /** The files of the instance with that resource id. */
  public static InstanceFiles of(Path instances, Path runs, String resourceId) {
    String shortened = resourceId.substring(resourceId.length() - SHORT);
    return new InstanceFiles(instances.resolve(resourceId), runs.resolve(shortened));
  }

  /** The volume at rest: what a thief of the disk would find. */
  public Path atRest() {
    return directory.resolve("volume");
  }

  /** Where the volume's plain view appears while the instance runs. */
  public Path mount() {
    return directory.resolve("mount");
  }

  /** Makes the directories that must be there before a volume is. */
  public void prepare() throws IOException {
    passable(directory);
    passable(run);
  }

  /** How many bytes the files below a directory hold; about, while they change. */
  public static long size(Path root) throws IOException {
    long[] bytes = {0};
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            bytes[0] += attributes.size();
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException failure) {
            return FileVisitResult.CONTINUE; // it vanished meanwhile
          }
        });
    return bytes[0];
  }

  private static void passable(Path path) throws IOException {
    Files.createDirectories(path);
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx--x--x"));
  }
}
