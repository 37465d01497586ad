package io.snapseal.autopilot.report;

import io.snapseal.autopilot.find.Protection;
import io.snapseal.autopilot.find.ScanReport;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The report for people: one page that needs nothing else, no script and no network (its own
 * Content-Security-Policy forbids both), light or dark as the reader's system is.
 */
public final class PostureHtml {
  private static final String TITLE = "Snapshots and what protects them";

  private PostureHtml() {}

  /** The whole page. */
  public static String page(Posture posture) {
    List<Posture.Entry> entries = posture.entries();
    Markup page = new Markup();
    page.raw("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    page.raw("<meta http-equiv=\"Content-Security-Policy\" ");
    page.raw("content=\"default-src 'none'; style-src 'unsafe-inline'\">\n");
    page.raw("<meta name=\"viewport\" content=\"width=device-width\">\n");
    page.raw("<title>" + TITLE + "</title>\n<style>\n" + Style.CSS + "</style>\n</head>\n<body>\n");
    page.raw("<h1>" + TITLE + "</h1>\n");
    page.element("p", headline(posture, entries)).raw("\n");
    gaps(page, posture.gaps());
    legend(page, Census.all(entries));
    if (!entries.isEmpty()) {
      page.raw("<div class=\"charts\">\n");
      for (Census.Dimension dimension : Census.Dimension.values()) {
        Chart.draw(page, dimension.word(), Census.by(dimension, entries));
      }
      page.raw("</div>\n");
      table(page, entries);
    }
    return page.raw("</body>\n</html>\n").toString();
  }

  private static String headline(Posture posture, List<Posture.Entry> entries) {
    long superseded = entries.stream().filter(entry -> entry.snapshot().sealedAs() != null).count();
    return "Snapshots: %d; accounts: %d; superseded by a sealed one: %d. Looked at %s."
        .formatted(entries.size(), posture.accounts().size(), superseded, posture.at());
  }

  private static void gaps(Markup page, List<Posture.Gap> gaps) {
    if (gaps.isEmpty()) {
      return;
    }
    page.raw("<section class=\"gaps\"><h2>This report is not complete</h2><ul>\n");
    for (Posture.Gap gap : gaps) {
      page.element(
              "li",
              "%s in %s: %s Cause: %s. Fix: %s"
                  .formatted(
                      gap.account(),
                      gap.region(),
                      gap.failure(),
                      gap.failure().cause(),
                      gap.failure().fix()))
          .raw("\n");
    }
    page.raw("</ul></section>\n");
  }

  private static void legend(Markup page, Census.Group all) {
    page.raw("<ul class=\"legend\">\n");
    for (Protection protection : Protection.values()) {
      if (all.of(protection) > 0) {
        page.raw("<li>").raw(swatch(protection)).element("b", String.valueOf(all.of(protection)));
        page.text(" " + Words.of(protection) + ": " + meaning(protection)).raw("</li>\n");
      }
    }
    page.raw("</ul>\n");
  }

  private static void table(Markup page, List<Posture.Entry> entries) {
    page.raw("<h2>Every snapshot</h2>\n<div class=\"wide\"><table>\n<thead><tr>");
    List.of(
            "Account",
            "Region",
            "Snapshot",
            "Type",
            "Status",
            "Engine",
            "Database",
            "GiB",
            "Created",
            "Protection",
            "Key",
            "Superseded by",
            "Tags")
        .forEach(title -> page.element("th", title));
    page.raw("</tr></thead>\n<tbody>\n");
    entries.forEach(entry -> row(page, entry));
    page.raw("</tbody></table></div>\n");
  }

  private static void row(Markup page, Posture.Entry entry) {
    ScanReport.Snapshot found = entry.snapshot();
    page.raw("<tr>");
    page.element("td", entry.account()).element("td", found.region()).element("td", found.id());
    page.element("td", found.type() + (found.kind().equals("cluster") ? " cluster" : ""));
    page.element("td", found.status());
    page.element("td", (found.engine() + " " + found.engineVersion()).strip());
    page.element("td", Words.database(found));
    page.raw("<td class=\"n\">" + found.gib() + "</td>");
    page.element("td", orEmpty(found.created()));
    page.raw("<td>").raw(swatch(found.protection())).text(Words.of(found.protection()));
    if (found.failure() != null) {
      page.text(" (" + found.failure().code() + ")");
    }
    page.raw("</td>");
    wrapped(page, orEmpty(found.keyArn()));
    page.element("td", orEmpty(found.sealedAs()));
    wrapped(page, tags(found));
    page.raw("</tr>\n");
  }

  /** What may break anywhere, for it has no words. */
  private static void wrapped(Markup page, String text) {
    page.raw("<td class=\"long\">").text(text).raw("</td>");
  }

  private static String tags(ScanReport.Snapshot found) {
    return new TreeMap<>(found.tags())
        .entrySet().stream()
            .map(tag -> tag.getKey() + "=" + tag.getValue())
            .collect(Collectors.joining("; "));
  }

  private static String swatch(Protection protection) {
    return "<svg class=\"swatch\" viewBox=\"0 0 10 10\" aria-hidden=\"true\"><rect class=\""
        + Words.of(protection)
        + "\" width=\"10\" height=\"10\"/></svg>";
  }

  private static String meaning(Protection protection) {
    return switch (protection) {
      case NONE -> "not encrypted";
      case AWS_OWNED -> "under a key of AWS's that nobody else controls";
      case AWS_MANAGED -> "under aws/rds, which AWS manages";
      case CUSTOMER_KEY -> "under a customer managed key";
      case WRONG_KEY -> "under a customer managed key, but not the wanted one";
      case RIGHT_KEY -> "under the wanted key";
      case KEY_UNUSABLE -> "its key cannot be used: it can be neither restored nor copied";
      case UNSUPPORTED -> "of a kind that Snapseal does not seal";
    };
  }

  private static String orEmpty(@Nullable String value) {
    return value == null ? "" : value;
  }
}
