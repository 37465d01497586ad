package io.snapseal.audit;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Up to where a trail is durable at least, so that an end cut off is seen. It is written after the
 * lines it speaks of are durable, into two places in turn: one is always whole.
 *
 * <p>A place is one line of text, 512 bytes apart: the number in 20 digits, the code of that line,
 * and a code over both, apart from those of lines.
 */
final class TrailHead implements AutoCloseable {
  private static final int PLACE = 512;
  private static final int DIGITS = 20;
  private static final int LENGTH = DIGITS + 1 + 43 + 1 + 43 + 1;
  private static final Pattern FORM = Pattern.compile("00(\\d{18}) ([\\w-]{43}) ([\\w-]{43})\n");
  private static final String APART = "trail head";

  private final RandomAccessFile file;
  private final ChainKey.Codes codes;
  private int place;

  private TrailHead(RandomAccessFile file, ChainKey.Codes codes) {
    this.file = file;
    this.codes = codes;
  }

  /** Opens it for a trail that goes on after that place; that much is durable here, too. */
  static TrailHead open(TrailDirectory directory, ChainKey key, Link at) throws IOException {
    if (!Files.exists(directory.head())) {
      TrailDirectory.createFile(directory.head(), new byte[0]);
    }
    TrailHead head =
        new TrailHead(new RandomAccessFile(directory.head().toFile(), "rw"), key.codes());
    head.write(at);
    head.file.getFD().sync();
    return head;
  }

  /** Not synced: whoever loses power finds an older one, which is true as well. */
  void write(Link link) throws IOException {
    String number = Long.toString(link.number());
    String text =
        "0".repeat(DIGITS - number.length())
            + number
            + (" " + link.code() + " " + code(codes, link) + "\n");
    file.seek((long) place * PLACE);
    file.write(text.getBytes(StandardCharsets.US_ASCII));
    place = 1 - place;
  }

  /** The head as it is; empty if there is none that is genuine. */
  static Optional<Link> read(TrailDirectory directory, ChainKey key) throws IOException {
    Path file = directory.head();
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    byte[] bytes;
    try (RandomAccessFile head = new RandomAccessFile(file.toFile(), "r")) {
      bytes = new byte[(int) Math.min(head.length(), 2 * PLACE)];
      head.readFully(bytes);
    }
    ChainKey.Codes codes = key.codes();
    return Stream.of(0, PLACE)
        .filter(from -> from + LENGTH <= bytes.length)
        .map(from -> genuine(codes, Arrays.copyOfRange(bytes, from, from + LENGTH)))
        .flatMap(Optional::stream)
        .max(Comparator.comparingLong(Link::number));
  }

  private static Optional<Link> genuine(ChainKey.Codes codes, byte[] place) {
    Matcher parts = FORM.matcher(new String(place, StandardCharsets.US_ASCII));
    if (!parts.matches()) {
      return Optional.empty();
    }
    Link link = new Link(Long.parseLong(parts.group(1)), parts.group(2));
    return code(codes, link).equals(parts.group(3)) ? Optional.of(link) : Optional.empty();
  }

  private static String code(ChainKey.Codes codes, Link link) {
    return codes.of(APART, link.toString().getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
