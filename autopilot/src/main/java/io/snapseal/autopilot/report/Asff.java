package io.snapseal.autopilot.report;

import io.snapseal.autopilot.find.ScanReport;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Findings in AWS Security Finding Format, as {@code BatchImportFindings} takes them, up to 100 in
 * a call and each in its own region (AWS Security Hub User Guide, "AWS Security Finding Format" and
 * "BatchImportFindings").
 */
public final class Asff {
  private static final int LONGEST_DESCRIPTION = 1024;
  private static final int LONGEST_ADVICE = 512;
  private static final int LONGEST_ID = 512;

  private Asff() {}

  /** One finding per snapshot and control, as trees. */
  public static List<Map<String, Object>> findings(Posture posture) {
    return Finding.all(posture).stream().map(finding -> finding(finding, posture.at())).toList();
  }

  private static Map<String, Object> finding(Finding finding, Instant at) {
    Control control = finding.control();
    return Fields.with("SchemaVersion", "2018-10-08")
        .and("Id", Words.cut(finding.uid(), LONGEST_ID))
        .and("ProductArn", product(finding))
        .and("ProductName", "Snapseal")
        .and("CompanyName", "Snapseal")
        .and("GeneratorId", "snapseal/" + control.id())
        .and("AwsAccountId", finding.account())
        .and("Types", List.of("Software and Configuration Checks/AWS Security Best Practices"))
        .and("CreatedAt", finding.since(at).toString())
        .and("UpdatedAt", at.toString())
        .and("Severity", Map.of("Label", finding.failed() ? "MEDIUM" : "INFORMATIONAL"))
        .and("Title", control.id() + " " + control.title())
        .and("Description", Words.cut(finding.description(), LONGEST_DESCRIPTION))
        .and("Remediation", Map.of("Recommendation", recommendation(finding)))
        .and("Resources", List.of(resource(finding.snapshot())))
        .and("Compliance", compliance(finding))
        .and("RecordState", "ACTIVE")
        .map();
  }

  private static String product(Finding finding) {
    return "arn:%s:securityhub:%s:%s:product/%s/default"
        .formatted(
            Words.partition(finding.snapshot().arn()),
            finding.snapshot().region(),
            finding.account(),
            finding.account());
  }

  private static Map<String, Object> recommendation(Finding finding) {
    return Fields.with("Text", Words.cut(finding.remediation(), LONGEST_ADVICE))
        .and("Url", finding.control().url())
        .map();
  }

  private static Map<String, Object> compliance(Finding finding) {
    List<String> requirements = finding.control().requirements();
    return Fields.with("Status", finding.verdict().name())
        .and("SecurityControlId", finding.control().id())
        .and("RelatedRequirements", requirements.isEmpty() ? null : requirements)
        .map();
  }

  private static Map<String, Object> resource(ScanReport.Snapshot found) {
    boolean cluster = found.kind().equals("cluster");
    String type = cluster ? "AwsRdsDbClusterSnapshot" : "AwsRdsDbSnapshot";
    Map<String, String> tags = new TreeMap<>(found.tags());
    // ASFF refuses them (ResourceDetails, Tags).
    tags.keySet().removeIf(key -> key.startsWith("aws:"));
    return Fields.with("Type", type)
        .and("Id", found.arn())
        .and("Partition", Words.partition(found.arn()))
        .and("Region", found.region())
        .and("Tags", tags.isEmpty() ? null : tags)
        .and("Details", Map.of(type, cluster ? clusterSnapshot(found) : snapshot(found)))
        .map();
  }

  private static Map<String, Object> snapshot(ScanReport.Snapshot found) {
    return details(
        found,
        Fields.with("DbSnapshotIdentifier", found.id())
            .and("DbInstanceIdentifier", found.instance()),
        "Encrypted");
  }

  private static Map<String, Object> clusterSnapshot(ScanReport.Snapshot found) {
    return details(
        found,
        Fields.with("DbClusterSnapshotIdentifier", found.id())
            .and("DbClusterIdentifier", found.cluster()),
        "StorageEncrypted");
  }

  private static Map<String, Object> details(
      ScanReport.Snapshot found, Fields names, String encrypted) {
    Control.Verdict verdict = Control.ENCRYPTED.of(found);
    return names
        .and("SnapshotCreateTime", found.created())
        .and("Engine", found.engine())
        .and("EngineVersion", found.engineVersion())
        .and("AllocatedStorage", found.gib())
        .and("Status", found.status())
        .and("SnapshotType", found.type())
        .and(
            encrypted,
            verdict == Control.Verdict.NOT_AVAILABLE ? null : verdict == Control.Verdict.PASSED)
        .and("KmsKeyId", found.keyArn())
        .map();
  }
}
