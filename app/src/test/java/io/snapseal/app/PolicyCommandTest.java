package io.snapseal.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.snapseal.iam.AccessKey;
import io.snapseal.iam.policy.Policy;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;

/** The minimal policies are enough for the main job, and are policies. */
class PolicyCommandTest {
  @TempDir private Path temporary;

  @Test
  void aKeyPolicyHasTheConsolesStatements() throws Exception {
    Cli.Result result =
        Cli.run(
            Map.of(),
            "policy",
            "key",
            "--administrator",
            "arn:aws:iam::123456789012:user/keeper",
            "--user",
            "arn:aws:iam::123456789012:role/clerk",
            "--user",
            "arn:aws:iam::444455556666:root");
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(Policy.read(Policy.Kind.RESOURCE, result.out()).statements()).hasSize(4);
    assertThat(JsonMapper.builder().build().readTree(result.out()).at("/Statement/2/Principal/AWS"))
        .hasSize(2);
    assertThat(
            Cli.run(Map.of(), "policy", "key", "--account", "123456789012", "--output", "json")
                .out())
        .contains("arn:aws:iam::123456789012:root")
        .doesNotContain("Administrators");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "policy",
        "policy key",
        "policy key --user alice",
        "policy key --account 12",
        "policy role",
        "policy role --key alias/mine"
      })
  void whatIsMissingOrMisspeltIsExplained(String line) throws Exception {
    Cli.Result result = Cli.run(Map.of(), line.split(" "));
    assertThat(result.exitCode()).as(result.err()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).isNotEmpty();
  }

  /** A user with no other right than what {@code policy role} prints does the whole job. */
  @Test
  void theRolesPolicyIsEnoughForTheMainJob() throws Exception {
    try (RegionFixture fixture = new RegionFixture(temporary.resolve("home"))) {
      String here = fixture.kms().createKey(r -> {}).keyMetadata().arn();
      String there =
          fixture.connection.kms(RegionFixture.SECOND).createKey(r -> {}).keyMetadata().arn();
      fixture.instance("shop");
      fixture.snapshot("shop", "plain");
      String policy = Cli.run(Map.of(), "policy", "role", "--key", here, "--key", there).out();

      Cli.Result sealed =
          Cli.run(
              signedBy(fixture, policy),
              "seal",
              "--endpoint-url",
              fixture.region.endpoint().toString(),
              "--region",
              RegionFixture.FIRST,
              "plain",
              "--key",
              here,
              "--route",
              "restore",
              "--copy-to",
              RegionFixture.SECOND + "=" + there,
              "--verify",
              "restore",
              "--yes");

      assertThat(sealed.exitCode()).as(sealed.out() + sealed.err()).isZero();
      assertThat(fixture.rds().describeDBInstances().dbInstances())
          .extracting(instance -> instance.dbInstanceIdentifier())
          .isEqualTo(List.of("shop"));
    }
  }

  private static Map<String, String> signedBy(RegionFixture fixture, String policy) {
    AccessKey root = Credentials.read(fixture.region.home().credentials());
    try (IamClient iam =
        IamClient.builder()
            .endpointOverride(fixture.region.endpoint())
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(root.id(), root.secret().reveal())))
            .build()) {
      iam.createUser(r -> r.userName("sealer"));
      iam.putUserPolicy(r -> r.userName("sealer").policyName("p").policyDocument(policy));
      software.amazon.awssdk.services.iam.model.AccessKey key =
          iam.createAccessKey(r -> r.userName("sealer")).accessKey();
      return Map.of(
          "AWS_ACCESS_KEY_ID", key.accessKeyId(), "AWS_SECRET_ACCESS_KEY", key.secretAccessKey());
    }
  }
}
