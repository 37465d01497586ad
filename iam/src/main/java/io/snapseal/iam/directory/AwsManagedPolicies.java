package io.snapseal.iam.directory;

import io.snapseal.state.Row;
import java.time.Instant;
import java.util.List;
import software.amazon.awssdk.services.iam.model.Policy;

/**
 * The policies that AWS keeps for everybody. Only the one whose text is beyond doubt: others would
 * have to follow AWS's changes to them (AWS Managed Policy Reference, "AdministratorAccess").
 */
final class AwsManagedPolicies {
  private static final Instant CREATED = Instant.parse("2015-02-06T18:39:46Z");

  static final String ACCOUNT = "aws";

  static final List<Row<Policy, PolicyInternals>> ALL =
      List.of(
          row(
              "AdministratorAccess",
              "ANPAIWMBCKSKIEE64ZLYK",
              "Provides full access to AWS services and resources.",
              """
              {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}"""));

  private AwsManagedPolicies() {}

  private static Row<Policy, PolicyInternals> row(
      String name, String id, String description, String document) {
    Policy shown =
        Policy.builder()
            .policyName(name)
            .policyId(id)
            .arn(new EntityArn(ACCOUNT, "policy", "/", name).toString())
            .path("/")
            .defaultVersionId("v1")
            .isAttachable(true)
            .description(description)
            .createDate(CREATED)
            .updateDate(CREATED)
            .build();
    return new Row<>(
        Directory.scope(ACCOUNT),
        Directory.id(name),
        shown,
        PolicyInternals.first(document, CREATED));
  }
}
