package io.snapseal.autopilot.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapseal.autopilot.find.Protection;
import io.snapseal.autopilot.find.ScanReport;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The reports for finding stores. */
class FindingsTest {
  private static Object at(Object tree, Object... path) {
    Object here = tree;
    for (Object step : path) {
      here =
          Objects.requireNonNull(
              step instanceof Integer index
                  ? ((List<?>) here).get(index)
                  : ((Map<?, ?>) here).get(step));
    }
    return here;
  }

  @ParameterizedTest
  @CsvSource({
    "NONE,         FAILED, FAILED",
    "AWS_OWNED,    PASSED, FAILED",
    "AWS_MANAGED,  PASSED, FAILED",
    "CUSTOMER_KEY, PASSED, PASSED",
    "WRONG_KEY,    PASSED, FAILED",
    "RIGHT_KEY,    PASSED, PASSED",
    "KEY_UNUSABLE, PASSED, FAILED",
    "UNSUPPORTED,  PASSED, NOT_AVAILABLE",
  })
  void eachProtectionHasItsVerdicts(Protection protection, String encrypted, String ownKey) {
    Posture posture = Postures.of(Postures.snapshot("a", protection, Map.of()));
    assertThat(Asff.findings(posture))
        .extracting(finding -> at(finding, "Compliance", "Status"))
        .containsExactly(encrypted, ownKey);
    assertThat(Ocsf.findings(posture, "1"))
        .extracting(event -> at(event, "compliance", "status_id"))
        .containsExactly(status(encrypted), status(ownKey));
  }

  private static int status(String verdict) {
    return verdict.equals("PASSED") ? 1 : verdict.equals("FAILED") ? 3 : 0;
  }

  @Test
  void securityHubTakesAFinding() {
    Map<String, String> tags = Map.of("aws:backup", "1", "team", "shop");
    Map<String, Object> finding =
        Asff.findings(Postures.of(Postures.snapshot("old", Protection.NONE, tags))).get(0);
    String arn = "arn:aws:rds:us-east-1:123456789012:snapshot:old";
    // Required: AWS Security Hub User Guide, "Required top-level ASFF attributes".
    assertThat(finding)
        .containsEntry("SchemaVersion", "2018-10-08")
        .containsEntry("Id", "snapseal/RDS.4/" + arn)
        .containsEntry(
            "ProductArn", "arn:aws:securityhub:us-east-1:123456789012:product/123456789012/default")
        .containsEntry("GeneratorId", "snapseal/RDS.4")
        .containsEntry("AwsAccountId", "123456789012")
        .containsEntry("CreatedAt", "2026-01-02T03:04:05.678Z")
        .containsEntry("UpdatedAt", "2026-03-01T12:00:00Z")
        .containsEntry("Severity", Map.of("Label", "MEDIUM"))
        .containsKeys("Types", "Title", "Description", "Remediation");
    assertThat(at(finding, "Resources", 0, "Id")).isEqualTo(arn);
    assertThat(at(finding, "Resources", 0, "Tags")).isEqualTo(Map.of("team", "shop"));
    assertThat(at(finding, "Resources", 0, "Details", "AwsRdsDbSnapshot", "Encrypted"))
        .isEqualTo(false);
  }

  @Test
  void aClusterSnapshotIsAResourceOfItsOwn() {
    ScanReport.Snapshot found =
        Postures.snapshot("c", "manual", "cluster", Protection.RIGHT_KEY, null, Map.of());
    Map<String, Object> finding = Asff.findings(Postures.of(found)).get(0);
    assertThat(at(finding, "Resources", 0, "Type")).isEqualTo("AwsRdsDbClusterSnapshot");
    Object details = at(finding, "Resources", 0, "Details", "AwsRdsDbClusterSnapshot");
    assertThat(at(details, "StorageEncrypted")).isEqualTo(true);
    assertThat(at(details, "KmsKeyId")).isEqualTo(Postures.KEY);
    Map<String, Object> event = Ocsf.findings(Postures.of(found), "1").get(0);
    assertThat(at(event, "resources", 0, "type")).isEqualTo("AWS::RDS::DBClusterSnapshot");
  }

  @Test
  void anEventOfOcsfHasWhatItsClassRequires() {
    Map<String, Object> event =
        Ocsf.findings(Postures.of(Postures.snapshot("old", Protection.NONE, Map.of())), "0.1")
            .get(0);
    // Required: schema.ocsf.io, 1.3.0, Compliance Finding.
    assertThat(event)
        .containsEntry("class_uid", 2003)
        .containsEntry("category_uid", 2)
        .containsEntry("type_uid", 200301L)
        .containsEntry("activity_id", 1)
        .containsEntry("severity_id", 3)
        .containsEntry("time", Postures.AT.toEpochMilli())
        .containsKeys("cloud", "resources");
    assertThat(at(event, "metadata", "product", "version")).isEqualTo("0.1");
    assertThat(at(event, "finding_info", "uid")).asString().startsWith("snapseal/RDS.4/arn:");
    assertThat((List<?>) at(event, "compliance", "standards")).isNotEmpty();
  }

  @Test
  void whatIsSupersededStillFailsAndIsToBeDeleted() {
    ScanReport.Snapshot found =
        Postures.snapshot("o", "manual", "instance", Protection.NONE, "o-sealed", Map.of());
    Map<String, Object> finding = Asff.findings(Postures.of(found)).get(0);
    assertThat(at(finding, "Compliance", "Status")).isEqualTo("FAILED");
    assertThat(at(finding, "Remediation", "Recommendation", "Text"))
        .asString()
        .contains("sealed as o-sealed", "delete");
  }

  @Test
  void whatOthersShareIsTheirsToFind() {
    ScanReport.Snapshot found =
        Postures.snapshot("s", "shared", "instance", Protection.NONE, null, Map.of());
    assertThat(Asff.findings(Postures.of(found))).isEmpty();
    assertThat(Ocsf.findings(Postures.of(found), "1")).isEmpty();
  }

  @Test
  void nothingIsLongerThanSecurityHubTakes() {
    ScanReport.Snapshot found = Postures.snapshot("x".repeat(2000), Protection.NONE, Map.of());
    Map<String, Object> finding = Asff.findings(Postures.of(found)).get(0);
    assertThat((String) finding.get("Id")).hasSize(512);
    assertThat((String) finding.get("Description")).hasSize(1024);
    assertThat((String) at(finding, "Remediation", "Recommendation", "Text")).hasSize(512);
    assertThat(Words.cut("ab\uD83D\uDE00cd", 4)).isEqualTo("ab…");
  }
}
