package io.snapseal.autopilot.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapseal.autopilot.aws.Failure;
import io.snapseal.autopilot.find.Protection;
import io.snapseal.autopilot.find.ScanReport;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xml.sax.InputSource;

/** The reports for people, spreadsheets and scripts, names and tags being other people's. */
class PostureTest {
  private static final String MARKUP = "\"><script>alert('x')</script>&<img src=//evil>\u0000";

  private static final ScanReport.Snapshot NASTY =
      Postures.snapshot("nasty", Protection.NONE, Map.of(MARKUP, MARKUP));

  @Test
  void aLineOfCsvHoldsEverything() {
    ScanReport.Snapshot found =
        Postures.snapshot(
            "old",
            "manual",
            "instance",
            Protection.NONE,
            "old-sealed-1",
            Map.of("b", "2", "a", "1"));
    assertThat(PostureCsv.text(Postures.of(found)).lines())
        .hasSize(2)
        .last()
        .isEqualTo(
            "\"123456789012\",\"us-east-1\",\"instance\",\"old\","
                + "\"arn:aws:rds:us-east-1:123456789012:snapshot:old\",\"manual\",\"available\","
                + "\"postgres\",\"17.6\",\"shop\",\"20\",\"2026-01-02T03:04:05.678Z\",\"none\","
                + "\"\",\"old-sealed-1\",\"\",\"false\",\"a=1; b=2\",\"\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"=", "+", "-", "@", "\t=", "\r", " =", "\uFF1D"})
  void noFieldOfCsvIsAFormula(String start) {
    String value = start + "cmd|' /C calc'!A0\",\"x";
    String text =
        PostureCsv.text(Postures.of(Postures.snapshot("a", Protection.NONE, Map.of(value, ""))));
    assertThat(text)
        .contains(",\"'" + value.replace("\"", "\"\"") + "=\",")
        .doesNotContain("\"" + start + "cmd");
  }

  @Test
  void markupInATagStaysText() {
    String page = PostureHtml.page(Postures.of(NASTY));
    assertThat(page)
        .doesNotContain("<script", "<img", "\u0000")
        .contains("&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;&lt;img src=//");
  }

  @Test
  void thePageNeedsNothingElse() {
    String page = PostureHtml.page(Postures.everything());
    assertThat(page)
        .startsWith("<!doctype html>")
        .contains("default-src 'none'", "prefers-color-scheme: dark")
        .doesNotContain("<script", "<link", "<img", "http://", "https://", "url(", "@import");
    for (Protection protection : Protection.values()) {
      assertThat(page).contains("<title>" + Words.of(protection) + ": 1</title>");
    }
  }

  /** What XML takes, HTML takes, if the tags that HTML leaves open are closed. */
  @Test
  void everyTagIsClosed() throws Exception {
    String page =
        PostureHtml.page(Postures.of(NASTY)).replaceAll("<(meta [^>]*)>", "<$1/>").substring(15);
    DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(page)));
  }

  @Test
  void barsAreAsLongAsTheirCountsAndManyAreCountedOnly() {
    ScanReport.Snapshot[] two = {
      Postures.snapshot("a", Protection.NONE, Map.of()),
      Postures.snapshot("b", Protection.RIGHT_KEY, Map.of())
    };
    assertThat(PostureHtml.page(Postures.of(two)))
        .contains(
            "<rect class=\"none\" x=\"0\" y=\"18\" width=\"238\"",
            "<rect class=\"right-key\" x=\"240\" y=\"18\" width=\"238\"");
    Markup chart = new Markup();
    Chart.draw(
        chart,
        "key",
        Stream.generate(() -> new Census.Group("k", Map.of(Protection.NONE, 3)))
            .limit(40)
            .toList());
    assertThat(chart.toString()).contains("15 more with 45 snapshots in all");
  }

  @Test
  void aReportThatIsNotCompleteSaysSo() {
    Failure failure =
        new Failure("AccessDenied", "no", "no right", "Give it.", Failure.Retry.NEVER);
    Posture posture = Postures.with(failure);
    assertThat(PostureHtml.page(posture)).contains("not complete", "AccessDenied", "Give it.");
    assertThat(PostureJson.tree(posture)).containsEntry("complete", false);
  }

  @Test
  void theNamesOfJsonStay() {
    Map<String, Object> tree = PostureJson.tree(Postures.everything());
    assertThat(tree.keySet())
        .containsExactly(
            "version", "generated", "complete", "wantedKeys", "gaps", "summary", "snapshots");
    assertThat(tree).containsEntry("version", 1).containsEntry("generated", "2026-03-01T12:00:00Z");
    assertThat(tree.get("summary")).asString().contains("all={total=8, none=1, aws-owned=1,");
    assertThat((List<?>) tree.get("snapshots"))
        .first()
        .asString()
        .isEqualTo(
            "{account=123456789012, region=us-east-1, id=aws-managed,"
                + " arn=arn:aws:rds:us-east-1:123456789012:snapshot:aws-managed, kind=instance,"
                + " type=manual, status=available, engine=postgres, engineVersion=17.6,"
                + " database=shop, gib=20, created=2026-01-02T03:04:05.678Z,"
                + " protection=aws-managed, keyArn="
                + Postures.KEY
                + ", temporary=false, tags={a=1, b=2, c=3}}");
  }

  @Test
  void theSamePostureInAnyOrderMakesTheSameBytes() {
    Posture one = Postures.everything();
    List<ScanReport.Snapshot> turned =
        one.entries().stream()
            .map(Posture.Entry::snapshot)
            .sorted((a, b) -> b.id().compareTo(a.id()))
            .toList();
    Posture other = Postures.of(turned.toArray(ScanReport.Snapshot[]::new));
    assertThat(PostureCsv.text(other)).isEqualTo(PostureCsv.text(one));
    assertThat(PostureHtml.page(other)).isEqualTo(PostureHtml.page(one));
    assertThat(PostureJson.tree(other)).hasToString(PostureJson.tree(one).toString());
  }
}
