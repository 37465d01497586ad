package io.snapseal.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Finds a text in the bytes or names of files. */
public final class Canary {
  private Canary() {}

  public static List<Path> in(Path root, String text) throws IOException {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        if (file.toString().contains(text) || (Files.isRegularFile(file) && holds(file, text))) {
          found.add(file);
        }
      }
    }
    return found;
  }

  private static boolean holds(Path file, String text) throws IOException {
    String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    return bytes.contains(text);
  }
}
