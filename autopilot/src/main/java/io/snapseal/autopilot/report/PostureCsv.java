package io.snapseal.autopilot.report;

import io.snapseal.autopilot.aws.Failure;
import io.snapseal.autopilot.find.ScanReport;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The report for spreadsheets: a header and a line per snapshot (RFC 4180, every field quoted).
 *
 * <p>Names and tags are other people's: a field that a spreadsheet would take for a formula gets an
 * apostrophe before it (OWASP, "CSV Injection").
 */
public final class PostureCsv {
  private static final List<String> HEADER =
      List.of(
          "account",
          "region",
          "kind",
          "id",
          "arn",
          "type",
          "status",
          "engine",
          "engine_version",
          "database",
          "gib",
          "created",
          "protection",
          "key_arn",
          "superseded_by",
          "sealed_from",
          "temporary",
          "tags",
          "failure");

  /** The last four are the full-width forms of the first four. */
  private static final String FORMULA_STARTS = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

  private PostureCsv() {}

  /** The whole file. */
  public static String text(Posture posture) {
    StringBuilder text = new StringBuilder();
    line(text, HEADER);
    posture.entries().forEach(entry -> line(text, row(entry)));
    return text.toString();
  }

  private static List<String> row(Posture.Entry entry) {
    ScanReport.Snapshot found = entry.snapshot();
    Failure failure = found.failure();
    return List.of(
        entry.account(),
        found.region(),
        found.kind(),
        found.id(),
        found.arn(),
        found.type(),
        found.status(),
        found.engine(),
        found.engineVersion(),
        Words.database(found),
        String.valueOf(found.gib()),
        orEmpty(found.created()),
        Words.of(found.protection()),
        orEmpty(found.keyArn()),
        orEmpty(found.sealedAs()),
        orEmpty(found.sealedFrom()),
        String.valueOf(found.temporary()),
        new TreeMap<>(found.tags())
            .entrySet().stream()
                .map(tag -> tag.getKey() + "=" + tag.getValue())
                .collect(Collectors.joining("; ")),
        failure == null ? "" : failure.toString());
  }

  private static void line(StringBuilder text, List<String> fields) {
    text.append(fields.stream().map(PostureCsv::field).collect(Collectors.joining(",")))
        .append("\r\n");
  }

  private static String field(String value) {
    String stripped = value.stripLeading();
    boolean formula =
        (!value.isEmpty() && FORMULA_STARTS.indexOf(value.charAt(0)) >= 0)
            || (!stripped.isEmpty() && FORMULA_STARTS.indexOf(stripped.charAt(0)) >= 0);
    return '"' + (formula ? "'" : "") + value.replace("\"", "\"\"") + '"';
  }

  private static String orEmpty(@Nullable String value) {
    return value == null ? "" : value;
  }
}
