package io.snapseal.autopilot.aws;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a status word means. RDS has no closed list of them for snapshots, and for instances a long
 * one that grows, so only the ends are known by name and the rest is under way.
 */
public enum Condition {
  ABSENT,
  AVAILABLE,
  UNDER_WAY,
  LEAVING,
  BROKEN;

  public static Condition of(@Nullable String status) {
    if (status == null) {
      return UNDER_WAY;
    }
    String word = status.toLowerCase(Locale.ROOT);
    if (word.equals("available")) {
      return AVAILABLE;
    }
    if (word.startsWith("delet")) {
      return LEAVING;
    }
    boolean broken =
        word.contains("fail")
            || word.contains("incompatible")
            || word.contains("inaccessible")
            || word.contains("error")
            || word.contains("stop");
    return broken ? BROKEN : UNDER_WAY;
  }
}
