package io.snapseal.blockstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random trees, changed at random from generation to generation: each generation restores to what
 * it was, in whatever order others are deleted and collected.
 */
class GenerationsTest {
  private static final int GENERATIONS = 5;
  private static final int PAGE = 8192;

  @TempDir(factory = InMemory.class)
  Path temp;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void eachRestoresToWhatItWas(long seed) throws IOException {
    Random random = new Random(seed);
    boolean sealed = seed % 2 == 0;
    StoreFixture fixture = new StoreFixture(random.nextInt(4 << 20) + 1);
    List<String> alive = generations(fixture, random, sealed);
    Collections.shuffle(alive, random);
    while (!alive.isEmpty()) {
      for (String id : alive) {
        assertThat(fixture.store.verify(id, fixture.keys, Progress.NONE).problems()).isEmpty();
        Path target = temp.resolve("restored");
        fixture.store.restore(id, fixture.keys, target, Progress.NONE);
        Trees.assertSame(target, temp.resolve(id));
        Trees.delete(target);
      }
      fixture.store.delete(alive.remove(0));
      fixture.store.collect();
    }
    assertThat(fixture.storage.objects().keySet()).containsExactly(new ObjectName("format.json"));
  }

  private List<String> generations(StoreFixture fixture, Random random, boolean sealed)
      throws IOException {
    List<String> ids = new ArrayList<>();
    Path tree = Files.createDirectory(temp.resolve("tree"));
    for (int i = 0; i < 8; i++) {
      create(tree, random);
    }
    for (int generation = 0; generation < GENERATIONS; generation++) {
      String id = "g" + generation;
      fixture.snapshot(spec(fixture, id, ids, random, sealed), tree);
      Trees.copy(tree, temp.resolve(id));
      ids.add(id);
      for (int i = random.nextInt(8); i >= 0; i--) {
        change(tree, random);
      }
    }
    return ids;
  }

  private static NewSnapshot spec(
      StoreFixture fixture, String id, List<String> before, Random random, boolean sealed) {
    if (before.isEmpty()) {
      return sealed ? fixture.sealed(id, "v") : StoreFixture.plain(id, "v");
    }
    String parent = before.get(random.nextInt(before.size()));
    return sealed ? fixture.sealed(id, "v", parent) : StoreFixture.plain(id, "v", parent);
  }

  private static void create(Path tree, Random random) throws IOException {
    Path directory = tree;
    for (int depth = random.nextInt(3); depth > 0; depth--) {
      directory = directory.resolve("d" + random.nextInt(3));
    }
    Files.createDirectories(directory);
    Path file = directory.resolve("f" + random.nextInt(1000));
    Files.write(file, content(random, size(random)));
  }

  private static int size(Random random) {
    return switch (random.nextInt(8)) {
      case 0 -> random.nextInt(3);
      case 1 -> random.nextInt(5) * PAGE;
      case 2 -> (8 << 20) + random.nextInt(3) - 1; // about an extent
      case 3 -> (8 << 20) + random.nextInt(1 << 20);
      default -> random.nextInt(300_000);
    };
  }

  private static byte[] content(Random random, int size) {
    byte[] content = new byte[size];
    for (int page = 0; page < size; page += PAGE) {
      if (random.nextInt(3) > 0) {
        byte[] bytes = new byte[Math.min(PAGE, size - page) / (1 + random.nextInt(20))];
        random.nextBytes(bytes);
        System.arraycopy(bytes, 0, content, page, bytes.length);
      }
    }
    return content;
  }

  private static void change(Path tree, Random random) throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(tree)) {
      files = walk.filter(Files::isRegularFile).sorted().toList();
    }
    if (files.isEmpty() || random.nextInt(5) == 0) {
      create(tree, random);
      return;
    }
    Path file = files.get(random.nextInt(files.size()));
    if (random.nextInt(6) == 0) {
      Files.delete(file);
      return;
    }
    try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
      change(access, random);
    }
  }

  private static void change(RandomAccessFile file, Random random) throws IOException {
    long size = file.length();
    switch (random.nextInt(4)) {
      case 0 -> file.setLength(size / 2 + random.nextInt(2));
      case 1 -> {
        file.seek(size);
        file.write(content(random, random.nextInt(100_000)));
      }
      default -> {
        for (int i = 0; i < 5 && size > 0; i++) {
          file.seek((long) (random.nextDouble() * size));
          file.write(random.nextInt(2));
        }
      }
    }
  }
}
