package io.snapseal.engine.postgres;

import io.snapseal.engine.EngineException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a {@code backup_label} says.
 *
 * @param start where replay begins
 * @param timeline the timeline it is on
 */
record BackupLabel(Lsn start, int timeline) {
  private static final Pattern START =
      Pattern.compile(
          "(?m)^START WAL LOCATION: ([0-9A-F]+/[0-9A-F]+) \\(file ([0-9A-F]{8})[0-9A-F]{16}\\)$");

  static BackupLabel parse(String label) {
    Matcher matcher = START.matcher(label);
    if (!matcher.find()) {
      throw new EngineException.BackupFailed(
          "the server's backup label names no start", null, null);
    }
    return new BackupLabel(
        Lsn.parse(matcher.group(1)), Integer.parseUnsignedInt(matcher.group(2), 16));
  }

  /**
   * Names the log segments from the start up to the last byte before {@code stop}: timeline, then
   * the segment's number in two parts (documentation, 28.6 "WAL Internals").
   */
  List<String> segmentsUpTo(Lsn stop, long segmentBytes) {
    long perFile = 0x1_0000_0000L / segmentBytes;
    long last = Long.divideUnsigned(stop.position() - 1, segmentBytes);
    List<String> names = new ArrayList<>();
    for (long n = Long.divideUnsigned(start.position(), segmentBytes); n <= last; n++) {
      names.add(String.format("pg_wal/%08X%08X%08X", timeline, n / perFile, n % perFile));
    }
    return names;
  }
}
