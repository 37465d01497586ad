package io.snapseal.audit;

import io.snapseal.iam.directory.SecretWrapping;
import io.snapseal.state.StateStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A trail in a directory, for tests: its key is known, its disk may fail. */
final class TrailOnDisk {
  static final long FILE_BYTES = 300;

  final TrailDirectory directory;

  TrailOnDisk(Path directory) throws IOException {
    this.directory = new TrailDirectory(directory.resolve("1"));
    if (!this.directory.exists()) {
      this.directory.begin(key());
    }
  }

  static ChainKey key() {
    return key(1);
  }

  static ChainKey key(int filling) {
    byte[] bytes = new byte[ChainKey.BYTES];
    Arrays.fill(bytes, (byte) filling);
    return new ChainKey(bytes);
  }

  ChainLog open() throws IOException {
    return open(TrailOutput.Disk.REAL);
  }

  ChainLog open(TrailOutput.Disk disk) throws IOException {
    TrailCheck.Found newest = TrailCheck.newest(directory, key());
    if (newest.damage().isPresent()) {
      throw new IOException(newest.damage().get().toString());
    }
    return new ChainLog(
        key(), newest.last(), TrailOutput.open(disk, directory, key(), newest, FILE_BYTES));
  }

  TrailCheck.Found check(Link... noted) throws IOException {
    return TrailCheck.whole(directory, key(), 1, List.of(noted));
  }

  /** The events of all whole lines, in their order. */
  List<String> events() throws IOException {
    List<String> events = new ArrayList<>();
    for (Path path : directory.files()) {
      TrailFile file = TrailFile.read(path);
      int from = file.start();
      for (int end = file.endOfLine(from); end >= 0; end = file.endOfLine(from)) {
        events.add(ChainLine.read(file.bytes(), from, end).orElseThrow().event());
        from = end + 1;
      }
    }
    return events;
  }

  static byte[] event(int number) {
    return ("{\"n\":" + number + "}").getBytes(StandardCharsets.UTF_8);
  }

  /** Wraps by turning the bits round: enough to tell wrapped from not. */
  static final class Turning implements SecretWrapping {
    @Override
    public byte[] wrap(String name, byte[] secret) {
      byte[] turned = secret.clone();
      for (int i = 0; i < turned.length; i++) {
        turned[i] ^= (byte) (0x5a + name.length());
      }
      return turned;
    }

    @Override
    public byte[] unwrap(String name, byte[] wrapped) {
      return wrap(name, wrapped);
    }
  }

  static StateStore state(Path directory) {
    return StateStore.open(directory.resolve("state.db"));
  }

  static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (var files = Files.list(from)) {
      for (Path file : files.toList()) {
        Files.write(to.resolve(file.getFileName()), Files.readAllBytes(file));
      }
    }
  }
}
