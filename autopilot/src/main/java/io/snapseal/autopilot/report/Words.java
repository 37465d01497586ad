package io.snapseal.autopilot.report;

import io.snapseal.autopilot.find.Protection;
import io.snapseal.autopilot.find.ScanReport;
import java.util.Locale;

/** What things are called in reports; scripts rely on it. */
final class Words {
  private Words() {}

  /** Such as {@code aws-managed}. */
  static String of(Protection protection) {
    return protection.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The instance or the cluster that it was taken of. */
  static String database(ScanReport.Snapshot snapshot) {
    return snapshot.kind().equals("cluster") ? snapshot.cluster() : snapshot.instance();
  }

  /** The partition in an ARN, {@code aws} where there is none. */
  static String partition(String arn) {
    String[] parts = arn.split(":", 3);
    return parts.length == 3 && parts[0].equals("arn") && !parts[1].isEmpty() ? parts[1] : "aws";
  }

  /** No longer than a format allows, in UTF-16 units, never half a character. */
  static String cut(String text, int longest) {
    if (text.length() <= longest) {
      return text;
    }
    int end = longest - 1;
    return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
  }
}
