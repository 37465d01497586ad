package io.snapseal.blockstore.v1;

import io.snapseal.blockstore.ObjectName;
import io.snapseal.blockstore.Storage;
import io.snapseal.blockstore.seal.Envelope;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What of a copy is durable before its manifest is: an object for each segment, named after it and
 * sealed like it. A copy that is made again takes those segments as they are.
 */
final class CopyMarks {
  /** The longest mark, in bytes. */
  static final int LENGTH = Envelope.TAG;

  private static final int PARTS = 4;

  private final Storage storage;
  private final Sealing sealing;
  private final String prefix;
  private final Map<Integer, SegmentId> earlier = new HashMap<>();

  private CopyMarks(Storage storage, Sealing sealing, String snapshot, String plan) {
    this.storage = storage;
    this.sealing = sealing;
    this.prefix = Format.copyOf(snapshot) + sealing.volume() + "/" + plan + "-";
  }

  /**
   * The marks of an earlier attempt at the same copy.
   *
   * @param plan what decides which frame goes where: of another plan's marks nothing can be used
   */
  static CopyMarks read(Storage storage, Sealing sealing, String snapshot, byte[] plan)
      throws IOException {
    String hex = HexFormat.of().formatHex(Format.sha256().digest(plan));
    CopyMarks marks = new CopyMarks(storage, sealing, snapshot, hex);
    for (ObjectName name : listed(storage, snapshot)) {
      if (name.value().startsWith(marks.prefix)) {
        marks.find(name);
      }
    }
    return marks;
  }

  private void find(ObjectName name) throws IOException {
    Optional<SegmentId> segment = segment(name);
    if (segment.isEmpty()) {
      return;
    }
    int part = Integer.parseUnsignedInt(name.last().split("-", PARTS)[1], 16);
    byte[] stored = SmallObject.read(storage, name, LENGTH);
    if (Arrays.equals(stored, mark(name, part, segment.get()))) {
      earlier.put(part, segment.get());
    }
  }

  /** The segment that an earlier attempt made of a part. */
  Optional<SegmentId> segment(int part) {
    return Optional.ofNullable(earlier.get(part));
  }

  /** Says that a part is durable. */
  void write(int part, SegmentId segment) throws IOException {
    ObjectName name =
        new ObjectName(prefix + HexFormat.of().toHexDigits(part) + "-" + segment.hex());
    SmallObject.write(storage, name, mark(name, part, segment));
  }

  /** An empty payload, sealed under a key of its own, bound to the whole name. */
  private byte[] mark(ObjectName name, int part, SegmentId segment) {
    byte[] tag = new byte[Envelope.TAG];
    byte[] context = name.value().getBytes(StandardCharsets.US_ASCII);
    try (Envelope envelope = sealing.mark(segment)) {
      envelope.seal(Format.nonce(0, part), context, new byte[0], 0, 0, tag, 0);
    }
    return tag;
  }

  /** All marks of one copy, whatever their plan. */
  static List<ObjectName> listed(Storage storage, String snapshot) throws IOException {
    try (Stream<ObjectName> names = storage.list(Format.copyOf(snapshot))) {
      return names.toList();
    }
  }

  /** Removes the marks of one copy. */
  static void remove(Storage storage, String snapshot) throws IOException {
    for (ObjectName name : listed(storage, snapshot)) {
      storage.delete(name);
    }
  }

  /** Whose copy a mark is of; empty if it is no mark's name. */
  static Optional<String> snapshot(ObjectName mark) {
    String[] parts = mark.value().split("/", -1);
    return parts.length == PARTS ? Optional.of(parts[1]) : Optional.empty();
  }

  /** Which volume a mark's segment is of. */
  static String volume(ObjectName mark) {
    return mark.value().split("/", -1)[2];
  }

  /** Which segment a mark is for; empty if it is no mark's name. */
  static Optional<SegmentId> segment(ObjectName mark) {
    String last = mark.last();
    return snapshot(mark).isPresent() && last.matches("[0-9a-f]{64}-[0-9a-f]{8}-[0-9a-f]{32}")
        ? Optional.of(
            SegmentId.read(
                ByteBuffer.wrap(HexFormat.of().parseHex(last.substring(last.length() - 32)))))
        : Optional.empty();
  }
}
