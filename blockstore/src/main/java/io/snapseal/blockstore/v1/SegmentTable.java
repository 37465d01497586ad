package io.snapseal.blockstore.v1;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The segments a manifest refers to, by number: 16 bytes for each 128 MiB that is referred to. */
final class SegmentTable {
  private final List<SegmentId> ids = new ArrayList<>();
  private final Map<SegmentId, Integer> numbers = new HashMap<>();

  static SegmentTable read(byte[] bytes) {
    SegmentTable table = new SegmentTable();
    ByteBuffer in = ByteBuffer.wrap(bytes);
    while (in.hasRemaining()) {
      int before = table.ids.size();
      if (table.number(SegmentId.read(in)) != before) {
        throw new IllegalArgumentException("a segment is listed twice");
      }
    }
    return table;
  }

  /** The segment's number; a new one if it has none yet. */
  int number(SegmentId id) {
    Integer known = numbers.get(id);
    if (known != null) {
      return known;
    }
    int number = ids.size();
    ids.add(id);
    numbers.put(id, number);
    return number;
  }

  SegmentId id(int number) {
    return ids.get(number);
  }

  List<SegmentId> ids() {
    return List.copyOf(ids);
  }

  int size() {
    return ids.size();
  }

  byte[] bytes() {
    ByteBuffer out = ByteBuffer.allocate(ids.size() * SegmentId.LENGTH);
    ids.forEach(id -> out.put(id.bytes()));
    return out.array();
  }
}
