package io.snapseal.app;

import io.snapseal.autopilot.report.Asff;
import io.snapseal.autopilot.report.Ocsf;
import io.snapseal.autopilot.report.Posture;
import io.snapseal.autopilot.report.PostureCsv;
import io.snapseal.autopilot.report.PostureHtml;
import io.snapseal.autopilot.report.PostureJson;
import java.util.Locale;

/** What {@code report --format} takes. */
enum ReportFormat {
  HTML,
  JSON,
  CSV,
  ASFF,
  OCSF;

  /** Its name on the command line. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether it is one JSON document. */
  boolean isJson() {
    return this != HTML && this != CSV;
  }

  /** The whole report. */
  String of(Posture posture) {
    return switch (this) {
      case HTML -> PostureHtml.page(posture);
      case CSV -> PostureCsv.text(posture);
      case JSON -> Console.text(PostureJson.tree(posture));
      case ASFF -> Console.text(Asff.findings(posture));
      case OCSF -> Console.text(Ocsf.findings(posture, Version.number()));
    };
  }
}
