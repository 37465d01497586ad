package io.snapseal.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an attacker does who may write the files but does not have the key. */
class TrailCheckTest {
  private static final int LINES = 12;

  @TempDir Path temporary;
  private TrailOnDisk trail;
  private List<Path> files = List.of();

  @BeforeEach
  void record() throws IOException {
    trail = new TrailOnDisk(temporary);
    try (ChainLog log = trail.open()) {
      for (int i = 1; i <= LINES; i++) {
        log.append(TrailOnDisk.event(i), true);
      }
    }
    files = trail.directory.files();
    assertThat(trail.check().damage()).isEmpty();
    assertThat(files).hasSizeGreaterThan(2);
  }

  private static List<String> lines(Path file) throws IOException {
    return new ArrayList<>(Files.readAllLines(file, StandardCharsets.UTF_8));
  }

  private static void write(Path file, List<String> lines) throws IOException {
    Files.writeString(file, String.join("\n", lines) + "\n");
  }

  private void assertShows(String cause) throws IOException {
    assertThat(trail.check().damage().map(TrailDamage::cause)).hasValue(cause);
  }

  @Test
  void everyByteOfEveryFileIsProtected() throws IOException {
    for (Path file : files) {
      byte[] bytes = Files.readAllBytes(file);
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] ^= 1;
        Files.write(file, bytes);
        assertThat(trail.check().damage()).as("%s, byte %d", file.getFileName(), i).isPresent();
        bytes[i] ^= 1;
      }
      Files.write(file, bytes);
    }
    assertThat(trail.check().damage()).isEmpty();
  }

  @Test
  void theDamagedLineIsNamed() throws IOException {
    List<String> lines = lines(files.get(1));
    lines.set(2, lines.get(2).replace("\"n\":", "\"m\":"));
    write(files.get(1), lines);

    TrailDamage damage = trail.check().damage().orElseThrow();

    assertThat(damage.file()).isEqualTo(String.valueOf(files.get(1).getFileName()));
    assertThat(damage.number()).isEqualTo(TrailDirectory.firstNumber(files.get(1)) + 1);
  }

  @Test
  void aLineLeftOutShows() throws IOException {
    List<String> lines = lines(files.get(0));
    lines.remove(2);
    write(files.get(0), lines);

    assertShows("it is not what was written");
  }

  @Test
  void linesInAnotherOrderShow() throws IOException {
    List<String> lines = lines(files.get(0));
    Collections.swap(lines, 1, 2);
    write(files.get(0), lines);

    assertShows("it is not what was written");
  }

  @Test
  void aLineTwiceShows() throws IOException {
    List<String> lines = lines(files.get(0));
    lines.add(2, lines.get(1));
    write(files.get(0), lines);

    assertShows("it is not what was written");
  }

  @Test
  void anEndCutOffShows() throws IOException {
    Path last = files.get(files.size() - 1);
    List<String> lines = lines(last);
    lines.remove(lines.size() - 1);
    write(last, lines);

    assertShows("its end is missing: 1 lines");
  }

  @Test
  void halfOfTheLastLineShows() throws IOException {
    Path last = files.get(files.size() - 1);
    byte[] bytes = Files.readAllBytes(last);
    Files.write(last, java.util.Arrays.copyOf(bytes, bytes.length - 20));

    assertShows("its end is missing: 1 lines");
  }

  @Test
  void theNewestFileRemovedShows() throws IOException {
    Files.delete(files.get(files.size() - 1));

    assertThat(trail.check().damage().orElseThrow().cause()).startsWith("its end is missing");
  }

  @Test
  void aFileRemovedBetweenShows() throws IOException {
    Files.delete(files.get(1));

    assertShows("it does not follow the one before");
  }

  @Test
  void theOldestFileRemovedShowsUnlessItsOwnerSaysSo() throws IOException {
    Files.delete(files.get(0));
    long from = TrailDirectory.firstNumber(files.get(1));

    assertShows("the files from here on are missing");
    assertThat(TrailCheck.whole(trail.directory, TrailOnDisk.key(), from, List.of()).damage())
        .isEmpty();
  }

  @Test
  void allFilesRemovedShow() throws IOException {
    for (Path file : files) {
      Files.delete(file);
    }
    assertShows("it has no file");
  }

  @Test
  void theHeadRemovedShows() throws IOException {
    Files.delete(trail.directory.head());

    assertShows("it is missing, or not what was written");
  }

  @Test
  void theHeadCannotBeMadeWithoutTheKey() throws IOException {
    Path last = files.get(files.size() - 1);
    List<String> lines = lines(last);
    lines.remove(lines.size() - 1);
    write(last, lines);
    Files.delete(trail.directory.head());
    Link at = TrailCheck.newest(trail.directory, TrailOnDisk.key()).last();
    TrailHead.open(trail.directory, TrailOnDisk.key(2), at).close();

    assertShows("it is missing, or not what was written");
  }

  @Test
  void aLineCannotBeAddedWithoutTheKey() throws IOException {
    Path last = files.get(files.size() - 1);
    Link at = trail.check().last();
    Chain forging = new Chain(TrailOnDisk.key(2), at);
    byte[] event = TrailOnDisk.event(99);
    var line = new java.io.ByteArrayOutputStream();
    ChainLine.write(forging.next(event, 0, event.length), event, line);
    Files.write(last, line.toByteArray(), java.nio.file.StandardOpenOption.APPEND);

    assertShows("it is not what was written");
  }

  /** Everything as it once was: only what was noted elsewhere shows that there was more. */
  @Test
  void anOlderStateOfAllFilesShowsByWhatWasNoted() throws IOException {
    Path older = temporary.resolve("older");
    TrailOnDisk.copy(trail.directory.path(), older);
    try (ChainLog log = trail.open()) {
      log.append(TrailOnDisk.event(99), true);
    }
    Link noted = trail.check().last();
    for (Path file : trail.directory.files()) {
      Files.delete(file);
    }
    TrailOnDisk.copy(older, trail.directory.path());

    assertThat(trail.check().damage()).isEmpty();
    assertThat(trail.check(noted).damage().orElseThrow().cause())
        .isEqualTo("what was noted is missing: " + noted);
  }

  @Test
  void whatWasNotedEarlierIsFound() throws IOException {
    Link noted = trail.check().last();
    try (ChainLog log = trail.open()) {
      log.append(TrailOnDisk.event(99), true);
    }

    assertThat(trail.check(noted).damage()).isEmpty();
    assertThat(trail.check(new Link(noted.number(), "B".repeat(43))).damage().orElseThrow().cause())
        .isEqualTo("it is not what was noted");
  }

  @Test
  void aTrailIsNotGoneOnWithBehindDamage() throws IOException {
    Path last = files.get(files.size() - 1);
    List<String> lines = lines(last);
    lines.remove(lines.size() - 1);
    write(last, lines);

    assertThat(TrailCheck.newest(trail.directory, TrailOnDisk.key()).damage()).isPresent();
  }
}
