package io.snapseal.autopilot.report;

import io.snapseal.autopilot.find.Protection;
import java.util.List;

/** One bar per group, as long as the group is large, divided by what protects its snapshots. */
final class Chart {
  private static final int WIDTH = 560;
  private static final int BAR = 480;
  private static final int ROW = 38;
  private static final int LABEL_BASELINE = 13;
  private static final int BAR_TOP = 18;
  private static final int BAR_HEIGHT = 14;
  private static final int NUMBER_BASELINE = 30;
  private static final int GAP = 2;

  /** More bars than this are no picture; the rest is counted below them. */
  private static final int MOST_BARS = 25;

  private static final int LONGEST_LABEL = 84;

  private Chart() {}

  static void draw(Markup page, String dimension, List<Census.Group> groups) {
    List<Census.Group> shown = groups.subList(0, Math.min(MOST_BARS, groups.size()));
    page.raw("<section><h2>By ").text(dimension).raw("</h2>\n");
    page.raw(
        "<svg role=\"img\" viewBox=\"0 0 %d %d\" aria-label=\""
            .formatted(WIDTH, ROW * shown.size()));
    page.text("Snapshots by " + dimension + " and by what protects them").raw("\">\n");
    int most = groups.stream().mapToInt(Census.Group::total).max().orElse(1);
    for (int i = 0; i < shown.size(); i++) {
      row(page, shown.get(i), i * ROW, most);
    }
    page.raw("</svg>\n");
    if (shown.size() < groups.size()) {
      int hidden =
          groups.subList(shown.size(), groups.size()).stream().mapToInt(Census.Group::total).sum();
      page.element(
          "p", (groups.size() - shown.size()) + " more with " + hidden + " snapshots in all");
    }
    page.raw("</section>\n");
  }

  private static void row(Markup page, Census.Group group, int top, int most) {
    page.raw("<g><text y=\"%d\">".formatted(top + LABEL_BASELINE));
    page.text(Words.cut(group.name(), LONGEST_LABEL)).raw("<title>").text(group.name());
    page.raw("</title></text>");
    double scale = (double) BAR / most;
    int before = 0;
    for (Protection protection : Protection.values()) {
      int count = group.of(protection);
      if (count > 0) {
        bar(page, protection, count, before * scale, count * scale, top);
        before += count;
      }
    }
    page.raw(
        "<text class=\"n\" x=\"%d\" y=\"%d\">%d</text></g>\n"
            .formatted(Math.round(before * scale) + 6, top + NUMBER_BASELINE, before));
  }

  private static void bar(
      Markup page, Protection protection, int count, double left, double width, int top) {
    String word = Words.of(protection);
    page.raw(
        "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"><title>%s: %d</title></rect>"
            .formatted(
                word,
                Math.round(left),
                top + BAR_TOP,
                Math.max(1, Math.round(left + width) - Math.round(left) - GAP),
                BAR_HEIGHT,
                word,
                count));
  }
}
