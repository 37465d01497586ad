package io.snapseal.audit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Whether a trail is as it was written: every line goes on from the one before, none is changed,
 * out of order or left out, and its end is there.
 */
final class TrailCheck {
  private final ChainKey key;
  private final Optional<Link> head;
  private final List<Link> demanded;
  private Link at = Link.before();
  private long lines;
  private int goodBytes;
  private Optional<TrailDamage> damage = Optional.empty();

  private TrailCheck(ChainKey key, Optional<Link> head, List<Link> demanded) {
    this.key = key;
    this.head = head;
    this.demanded = demanded;
  }

  /**
   * What was found.
   *
   * @param lines how many lines were checked
   * @param last the last good line
   * @param goodBytes how much of the last file is whole lines
   */
  record Found(long lines, Link last, int goodBytes, Optional<TrailDamage> damage) {}

  /**
   * Checks all of it.
   *
   * @param from the number of the oldest line that must be there: 1 if nothing was moved away
   * @param demanded what somebody noted earlier and must still be there
   */
  static Found whole(TrailDirectory directory, ChainKey key, long from, List<Link> demanded)
      throws IOException {
    Optional<Link> head = TrailHead.read(directory, key);
    List<Path> files = directory.files();
    TrailCheck check = new TrailCheck(key, head, demanded);
    if (files.isEmpty()) {
      return check.damaged(new TrailDamage("", 0, "it has no file")).found();
    }
    if (TrailDirectory.firstNumber(files.get(0)) > from) {
      return check.damaged(new TrailDamage("", from, "the files from here on are missing")).found();
    }
    return check.files(files);
  }

  /** Checks only the newest file: enough to go on from there. */
  static Found newest(TrailDirectory directory, ChainKey key) throws IOException {
    Optional<Link> head = TrailHead.read(directory, key);
    List<Path> files = directory.files();
    TrailCheck check = new TrailCheck(key, head, List.of());
    return files.isEmpty()
        ? check.damaged(new TrailDamage("", 0, "it has no file")).found()
        : check.files(files.subList(files.size() - 1, files.size()));
  }

  /** Of a trail whose files are all gone. */
  static Found missing() {
    TrailDamage damage = new TrailDamage("", 1, "all of its files are missing");
    return new Found(0, Link.before(), 0, Optional.of(damage));
  }

  private Found files(List<Path> files) throws IOException {
    for (int i = 0; i < files.size() && damage.isEmpty(); i++) {
      TrailFile file = TrailFile.read(files.get(i));
      Optional<Link> follows = file.follows();
      if (follows.isEmpty()
          || follows.get().number() + 1 != TrailDirectory.firstNumber(file.path())
          || (i > 0 && !follows.get().equals(at))) {
        damaged(new TrailDamage(name(file), at.number() + 1, "it does not follow the one before"));
      } else {
        at = follows.get();
        lines(file, i == files.size() - 1);
      }
    }
    if (damage.isEmpty()) {
      requireEnd();
    }
    if (damage.isEmpty()) {
      requireAllNoted();
    }
    return found();
  }

  private void requireEnd() {
    if (head.isEmpty()) {
      damaged(new TrailDamage("head", at.number() + 1, "it is missing, or not what was written"));
    } else if (head.get().number() > at.number()) {
      long missing = head.get().number() - at.number();
      damaged(new TrailDamage("", at.number() + 1, "its end is missing: " + missing + " lines"));
    }
  }

  private void requireAllNoted() {
    demanded.stream()
        .filter(noted -> noted.number() > at.number() || noted.number() <= at.number() - lines)
        .findFirst()
        .ifPresent(
            noted ->
                damaged(
                    new TrailDamage("", noted.number(), "what was noted is missing: " + noted)));
  }

  private void lines(TrailFile file, boolean last) {
    Chain chain = new Chain(key, at);
    int from = file.start();
    while (damage.isEmpty() && from < file.bytes().length) {
      int end = file.endOfLine(from);
      if (end < 0) {
        if (!last) {
          damaged(new TrailDamage(name(file), at.number() + 1, "it is cut off"));
        }
        break;
      }
      Optional<ChainLine> line = ChainLine.read(file.bytes(), from, end);
      Link expected =
          line.map(l -> chain.next(l.bytes(), l.eventFrom(), l.eventLength())).orElse(at);
      if (line.isEmpty() || !line.get().link().equals(expected)) {
        damaged(new TrailDamage(name(file), at.number() + 1, "it is not what was written"));
      } else {
        chain.advance(expected);
        at = expected;
        lines++;
        from = end + 1;
        requireAsNoted(file);
      }
    }
    goodBytes = from;
  }

  private void requireAsNoted(TrailFile file) {
    head.stream()
        .filter(noted -> noted.number() == at.number() && !noted.equals(at))
        .findAny()
        .ifPresent(
            noted ->
                damaged(new TrailDamage(name(file), at.number(), "it is not what was written")));
    demanded.stream()
        .filter(noted -> noted.number() == at.number() && !noted.equals(at))
        .findAny()
        .ifPresent(
            noted -> damaged(new TrailDamage(name(file), at.number(), "it is not what was noted")));
  }

  private Found found() {
    return new Found(lines, at, goodBytes, damage);
  }

  private TrailCheck damaged(TrailDamage found) {
    damage = Optional.of(found);
    return this;
  }

  private static String name(TrailFile file) {
    return String.valueOf(file.path().getFileName());
  }
}
