package io.snapseal.audit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Reads a region's trails backwards: who looks for an event mostly looks for a late one. */
final class TrailReading {
  private final List<TrailDirectory> newestFirst;
  private final long mostBytes;

  /** A line's place: its trail's number, and its own. */
  record Place(long trail, long line) {
    static final Place END = new Place(Long.MAX_VALUE, Long.MAX_VALUE);

    boolean isBefore(Place other) {
      return trail < other.trail || (trail == other.trail && line < other.line);
    }
  }

  /** An event and its place. */
  record At(Place place, RecordedEvent event) {}

  /**
   * What one asking found.
   *
   * @param next before which place to go on; empty if there is nothing more
   */
  record Found(List<At> events, Optional<Place> next) {}

  /**
   * @param mostBytes how much is read for one asking, up to the end of a file
   */
  TrailReading(List<TrailDirectory> newestFirst, long mostBytes) {
    this.newestFirst = newestFirst;
    this.mostBytes = mostBytes;
  }

  /**
   * Finds events, newest first.
   *
   * @param before only events of earlier places
   * @param most how many at most; there may be fewer, and more to be found by going on
   */
  Found find(LookedFor wanted, Place before, int most) throws IOException {
    List<At> found = new ArrayList<>();
    Place reached = before;
    long read = 0;
    for (int i = 0; i < newestFirst.size(); i++) {
      long trail = (long) newestFirst.size() - i;
      for (Path path : files(newestFirst.get(i), trail, before)) {
        if (read >= mostBytes || found.size() > most) {
          return page(found, most, reached);
        }
        TrailFile file = TrailFile.read(path);
        read += file.bytes().length;
        find(wanted, before, most + 1, trail, file, found);
        reached = new Place(trail, TrailDirectory.firstNumber(path));
      }
    }
    return found.size() > most ? page(found, most, reached) : new Found(found, Optional.empty());
  }

  private static Found page(List<At> found, int most, Place reached) {
    if (found.size() <= most) {
      return new Found(found, Optional.of(reached));
    }
    List<At> page = List.copyOf(found.subList(0, most));
    return new Found(page, Optional.of(page.get(most - 1).place()));
  }

  /** A trail's files with lines of earlier places, newest first. */
  private static List<Path> files(TrailDirectory directory, long trail, Place before)
      throws IOException {
    if (!directory.exists()) {
      return List.of();
    }
    List<Path> files =
        new ArrayList<>(
            directory.files().stream()
                .filter(path -> new Place(trail, TrailDirectory.firstNumber(path)).isBefore(before))
                .toList());
    Collections.reverse(files);
    return files;
  }

  private static void find(
      LookedFor wanted, Place before, int most, long trail, TrailFile file, List<At> found) {
    List<byte[]> marks = wanted.marks();
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
