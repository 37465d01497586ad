package io.snapseal.engine.postgres;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A position in PostgreSQL's log: a byte count since the cluster's beginning (documentation, 8.20
 * "pg_lsn Type").
 *
 * @param position unsigned 64 bits
 */
record Lsn(long position) {
  private static final Pattern TEXT = Pattern.compile("([0-9A-F]{1,8})/([0-9A-F]{1,8})");

  static Lsn parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("not a log position: " + text);
    }
    long high = Long.parseLong(matcher.group(1), 16);
    return new Lsn((high << 32) | Long.parseLong(matcher.group(2), 16));
  }

  @Override
  public String toString() {
    return String.format("%X/%X", position >>> 32, position & 0xffff_ffffL);
  }
}
