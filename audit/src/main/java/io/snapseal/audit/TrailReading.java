package io.snapseal.audit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a region's trails backwards: who looks for an event mostly looks for a late one. */
final class TrailReading {
  private final List<TrailDirectory> newestFirst;

  /** A line's place: its trail's number, and its own. */
  record Place(long trail, long line) {
    static final Place END = new Place(Long.MAX_VALUE, Long.MAX_VALUE);

    boolean isBefore(Place other) {
      return trail < other.trail || (trail == other.trail && line < other.line);
    }
  }

  /** An event and its place. */
  record At(Place place, RecordedEvent event) {}

  TrailReading(List<TrailDirectory> newestFirst) {
    this.newestFirst = newestFirst;
  }

  /**
   * Finds events, newest first.
   *
   * @param before only events of earlier places
   * @param most how many at most
   */
  List<At> find(LookedFor wanted, Place before, int most) throws IOException {
    List<At> found = new ArrayList<>();
    for (int i = 0; i < newestFirst.size() && found.size() < most; i++) {
      if (newestFirst.get(i).exists()) {
        find(wanted, before, most, newestFirst.size() - i, newestFirst.get(i), found);
      }
    }
    return found;
  }

  private static void find(
      LookedFor wanted,
      Place before,
      int most,
      long trail,
      TrailDirectory directory,
      List<At> found)
      throws IOException {
    List<byte[]> marks = wanted.marks();
    List<Path> files = directory.files();
    for (int f = files.size() - 1; f >= 0 && found.size() < most; f--) {
      if (!new Place(trail, TrailDirectory.firstNumber(files.get(f))).isBefore(before)) {
        continue;
      }
      TrailFile file = TrailFile.read(files.get(f));
      int end = file.lastEnd();
      while (end > file.start() && found.size() < most) {
        int from = file.startOfLine(end);
        if (hasAll(marks, file, from, end)) {
          at(trail, file, from, end)
              .filter(at -> at.place().isBefore(before) && wanted.matches(at.event()))
              .ifPresent(found::add);
        }
        end = from - 1;
      }
    }
  }

  private static boolean hasAll(List<byte[]> marks, TrailFile file, int from, int end) {
    return marks.stream().allMatch(mark -> file.contains(mark, from, end));
  }

  private static Optional<At> at(long trail, TrailFile file, int from, int end) {
    return ChainLine.read(file.bytes(), from, end)
        .map(
            line ->
                new At(new Place(trail, line.link().number()), RecordedEvent.parse(line.event())));
  }
}
