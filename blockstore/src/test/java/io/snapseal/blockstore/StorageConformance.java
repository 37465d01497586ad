package io.snapseal.blockstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link Storage} must do. One short subclass per storage. */
@SuppressWarnings("NullAway.Init")
abstract class StorageConformance {
  private static final ObjectName NAME = new ObjectName("a/b/c");
  private Storage storage;

  /** Opens the storage; the second time, with what is in it by then. */
  abstract Storage open() throws IOException;

  @BeforeEach
  void openStorage() throws IOException {
    storage = open();
  }

  @AfterEach
  void closeStorage() {
    storage.close();
  }

  private void reopen() throws IOException {
    storage.close();
    storage = open();
  }

  private void put(ObjectName name, byte[] bytes) throws IOException {
    try (ObjectWriter writer = storage.create(name)) {
      writer.write(bytes, 0, bytes.length);
      writer.commit();
    }
  }

  private byte[] get(ObjectName name) throws IOException {
    try (ObjectReader reader = storage.open(name)) {
      byte[] bytes = new byte[(int) reader.size()];
      reader.readFully(0, bytes, 0, bytes.length);
      return bytes;
    }
  }

  private List<String> names(String prefix) throws IOException {
    try (Stream<ObjectName> names = storage.list(prefix)) {
      return names.map(ObjectName::value).sorted().toList();
    }
  }

  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  @Test
  void whatWasCommittedIsThereAfterReopening() throws IOException {
    put(NAME, bytes(3_000_000));
    assertThat(get(NAME)).isEqualTo(bytes(3_000_000));
    reopen();
    assertThat(get(NAME)).isEqualTo(bytes(3_000_000));
  }

  @Test
  void anObjectMayBeEmpty() throws IOException {
    put(NAME, new byte[0]);
    assertThat(get(NAME)).isEmpty();
  }

  @Test
  void piecesAreAppendedWithTheirOffsets() throws IOException {
    byte[] bytes = bytes(1000);
    try (ObjectWriter writer = storage.create(NAME)) {
      writer.write(bytes, 0, 10);
      writer.write(bytes, 10, 0);
      writer.write(bytes, 10, 990);
      writer.commit();
    }
    assertThat(get(NAME)).isEqualTo(bytes);
  }

  @Test
  void nothingIsVisibleBeforeTheCommit() throws IOException {
    try (ObjectWriter writer = storage.create(NAME)) {
      writer.write(bytes(10), 0, 10);
      assertThat(names("")).isEmpty();
      assertThatThrownBy(() -> storage.open(NAME)).isInstanceOf(NoSuchFileException.class);
      writer.commit();
      assertThat(names("")).containsExactly("a/b/c");
    }
    assertThat(names("")).containsExactly("a/b/c");
  }

  @Test
  void whatIsNotCommittedIsGone() throws IOException {
    try (ObjectWriter writer = storage.create(NAME)) {
      writer.write(bytes(10), 0, 10);
    }
    assertThat(names("")).isEmpty();
    reopen();
    assertThat(names("")).isEmpty();
    put(NAME, bytes(5));
  }

  @Test
  void aNameIsTakenOnce() throws IOException {
    try (ObjectWriter first = storage.create(NAME);
        ObjectWriter second = storage.create(NAME)) {
      second.write(bytes(2), 0, 2);
      first.write(bytes(1), 0, 1);
      first.commit();
      assertThatThrownBy(second::commit).isInstanceOf(FileAlreadyExistsException.class);
    }
    assertThat(get(NAME)).isEqualTo(bytes(1));
  }

  @Test
  void deletingIsIdempotentAndFreesTheName() throws IOException {
    storage.delete(NAME);
    put(NAME, bytes(1));
    storage.delete(NAME);
    storage.delete(NAME);
    assertThat(names("")).isEmpty();
    reopen();
    assertThat(names("")).isEmpty();
    put(NAME, bytes(2));
    assertThat(get(NAME)).isEqualTo(bytes(2));
  }

  @Test
  void listsByPrefix() throws IOException {
    put(new ObjectName("top"), bytes(1));
    put(new ObjectName("a/1"), bytes(1));
    put(new ObjectName("a/b/2"), bytes(1));
    put(new ObjectName("ab/3"), bytes(1));
    assertThat(names("")).containsExactly("a/1", "a/b/2", "ab/3", "top");
    assertThat(names("a/")).containsExactly("a/1", "a/b/2");
    assertThat(names("a/b/")).containsExactly("a/b/2");
    assertThat(names("none/")).isEmpty();
  }

  @Test
  void readsAnyRangeAndNothingBeyondTheEnd() throws IOException {
    byte[] bytes = bytes(1000);
    put(NAME, bytes);
    try (ObjectReader reader = storage.open(NAME)) {
      byte[] into = new byte[10];
      reader.readFully(990, into, 0, 10);
      assertThat(into).containsExactly(java.util.Arrays.copyOfRange(bytes, 990, 1000));
      reader.readFully(5, into, 3, 4);
      assertThat(into[3]).isEqualTo(bytes[5]);
      assertThatThrownBy(() -> reader.readFully(991, into, 0, 10)).isInstanceOf(EOFException.class);
      assertThatThrownBy(() -> reader.readFully(2000, into, 0, 1)).isInstanceOf(EOFException.class);
    }
  }

  @Test
  void oneReaderServesManyThreads() throws Exception {
    byte[] bytes = bytes(1 << 20);
    put(NAME, bytes);
    ExecutorService pool = Executors.newFixedThreadPool(4);
    try (ObjectReader reader = storage.open(NAME)) {
      List<Future<Boolean>> results = new ArrayList<>();
      for (int i = 0; i < 64; i++) {
        int from = i * 16_000;
        results.add(pool.submit(() -> same(reader, bytes, from)));
      }
      for (Future<Boolean> result : results) {
        assertThat(result.get()).isTrue();
      }
    } finally {
      pool.shutdown();
    }
  }

  private static boolean same(ObjectReader reader, byte[] bytes, int from) throws IOException {
    byte[] into = new byte[16_000];
    reader.readFully(from, into, 0, into.length);
    return java.util.Arrays.equals(into, 0, into.length, bytes, from, from + into.length);
  }
}
