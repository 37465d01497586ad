package io.snapseal.autopilot.report;

import io.snapseal.autopilot.find.ScanReport;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Findings as events of OCSF 1.3's class Compliance Finding (schema.ocsf.io, class 2003). */
public final class Ocsf {
  private static final int CATEGORY_FINDINGS = 2;
  private static final int CLASS_COMPLIANCE_FINDING = 2003;
  private static final int ACTIVITY_CREATE = 1;
  private static final int SEVERITY_INFORMATIONAL = 1;
  private static final int SEVERITY_MEDIUM = 3;

  private Ocsf() {}

  /**
   * One event per snapshot and control, as trees.
   *
   * @param version of the program that found them
   */
  public static List<Map<String, Object>> findings(Posture posture, String version) {
    Map<String, Object> metadata =
        Fields.with("version", "1.3.0")
            .and("profiles", List.of("cloud"))
            .and(
                "product",
                Fields.with("name", "Snapseal")
                    .and("vendor_name", "Snapseal")
                    .and("version", version)
                    .map())
            .map();
    return Finding.all(posture).stream()
        .map(finding -> event(finding, posture.at(), metadata))
        .toList();
  }

  private static Map<String, Object> event(
      Finding finding, Instant at, Map<String, Object> metadata) {
    return Fields.with("activity_id", ACTIVITY_CREATE)
        .and("activity_name", "Create")
        .and("category_uid", CATEGORY_FINDINGS)
        .and("category_name", "Findings")
        .and("class_uid", CLASS_COMPLIANCE_FINDING)
        .and("class_name", "Compliance Finding")
        .and("type_uid", CLASS_COMPLIANCE_FINDING * 100L + ACTIVITY_CREATE)
        .and("type_name", "Compliance Finding: Create")
        .and("time", at.toEpochMilli())
        .and("severity_id", finding.failed() ? SEVERITY_MEDIUM : SEVERITY_INFORMATIONAL)
        .and("severity", finding.failed() ? "Medium" : "Informational")
        .and("status_id", 1)
        .and("status", "New")
        .and("message", finding.description())
        .and("metadata", metadata)
        .and("cloud", cloud(finding))
        .and("compliance", compliance(finding))
        .and("finding_info", info(finding, at))
        .and(
            "remediation",
            Fields.with("desc", finding.remediation())
                .and("references", List.of(finding.control().url()))
                .map())
        .and("resources", List.of(resource(finding.snapshot())))
        .map();
  }

  private static Map<String, Object> cloud(Finding finding) {
    return Fields.with("provider", "AWS")
        .and("region", finding.snapshot().region())
        .and("account", Fields.with("uid", finding.account()).and("type_id", 10).map())
        .map();
  }

  private static Map<String, Object> compliance(Finding finding) {
    Control control = finding.control();
    boolean known = finding.verdict() != Control.Verdict.NOT_AVAILABLE;
    return Fields.with("control", control.id())
        .and(
            "standards",
            List.of(
                control == Control.ENCRYPTED
                    ? "AWS Foundational Security Best Practices"
                    : "Snapseal"))
        .and("requirements", control.requirements().isEmpty() ? null : control.requirements())
        .and("status_id", !known ? 0 : finding.failed() ? 3 : 1)
        .and("status", !known ? "Unknown" : finding.failed() ? "Fail" : "Pass")
        .map();
  }

  private static Map<String, Object> info(Finding finding, Instant at) {
    return Fields.with("uid", finding.uid())
        .and("title", finding.control().title())
        .and("desc", finding.description())
        .and("created_time", finding.since(at).toEpochMilli())
        .map();
  }

  private static Map<String, Object> resource(ScanReport.Snapshot found) {
    return Fields.with("uid", found.arn())
        .and("name", found.id())
        .and(
            "type",
            found.kind().equals("cluster") ? "AWS::RDS::DBClusterSnapshot" : "AWS::RDS::DBSnapshot")
        .and("region", found.region())
        .and("cloud_partition", Words.partition(found.arn()))
        .and(
            "data",
            Fields.with("engine", found.engine())
                .and("engineVersion", found.engineVersion())
                .and("protection", Words.of(found.protection()))
                .and("keyArn", found.keyArn())
                .and("supersededBy", found.sealedAs())
                .and("tags", new TreeMap<>(found.tags()))
                .map())
        .map();
  }
}
