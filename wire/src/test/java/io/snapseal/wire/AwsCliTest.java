package io.snapseal.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The AWS CLI itself, where it is installed. */
class AwsCliTest {
  private static WireServer server;

  @TempDir Path folder;

  @BeforeAll
  static void start() {
    boolean installed =
        Stream.of(
                Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator, -1))
            .anyMatch(directory -> Files.isExecutable(Path.of(directory, "aws")));
    assumeTrue(installed, "no AWS CLI on the path");
    server = Servers.overFakes();
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void describesSnapshots() throws Exception {
    assertThat(
            aws(
                "rds describe-db-snapshots --query DBSnapshots[].[DBSnapshotIdentifier,SnapshotCreateTime,AllocatedStorage,Encrypted] --output text"))
        .matches(
            """
            legacy\\t2026-01-02T03:04:05.678(Z|000\\+00:00)\\t20\\tFalse
            a<b>&"c"\\t2026-01-02T03:04:05.678(Z|000\\+00:00)\\t20\\tFalse
            """);
  }

  @Test
  void copiesASnapshotWithTags() throws Exception {
    assertThat(
            aws(
                "rds copy-db-snapshot --source-db-snapshot-identifier legacy --target-db-snapshot-identifier sealed --kms-key-id alias/k --source-region us-east-1 --tags Key=a,Value=b+c%d --query DBSnapshot.[DBSnapshotIdentifier,KmsKeyId,TagList[0].Value] --output text"))
        .isEqualTo("sealed\talias/k\tb+c%d\n");
  }

  @Test
  void encryptsWithKms() throws Exception {
    // From a file, for the two major versions of the CLI read a blob on the command line
    // differently.
    Path plaintext = Files.write(folder.resolve("plaintext"), new byte[] {1, 2, 3});
    assertThat(
            aws(
                "kms encrypt --key-id k --plaintext fileb://"
                    + plaintext
                    + " --encryption-context a=b --query CiphertextBlob --output text"))
        .isEqualTo("AwIB\n");
  }

  @Test
  void understandsOurErrors() throws Exception {
    assertThat(aws("rds delete-db-snapshot --db-snapshot-identifier missing"))
        .contains(
            "(DBSnapshotNotFound) when calling the DeleteDBSnapshot operation: a <message> & more");
    assertThat(aws("rds delete-db-snapshot --db-snapshot-identifier bug"))
        .contains("(InternalFailure)")
        .doesNotContain("secret");
    assertThat(aws("rds describe-db-clusters"))
        .contains("(UnsupportedOperation)", "The action DescribeDBClusters is not implemented");
    assertThat(aws("kms encrypt --key-id missing --plaintext AQID"))
        .contains(
            "(NotFoundException) when calling the Encrypt operation: Key 'missing' does not exist");
    assertThat(aws("ec2 describe-vpcs")).contains("UnknownService");
  }

  private String aws(String arguments) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of("aws", "--endpoint-url", server.endpoint().toString()));
    command.addAll(List.of(arguments.split(" ", -1)));
    Path output = folder.resolve("output");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().put("AWS_ACCESS_KEY_ID", Requests.KEY_ID);
    builder.environment().put("AWS_SECRET_ACCESS_KEY", Servers.SECRET);
    builder.environment().put("AWS_DEFAULT_REGION", "eu-west-1");
    builder.environment().put("AWS_MAX_ATTEMPTS", "1");
    builder.environment().put("AWS_CONFIG_FILE", folder.resolve("none").toString());
    builder.environment().remove("AWS_SESSION_TOKEN");
    builder.environment().remove("AWS_PROFILE");
    builder.start().waitFor();
    return Files.readString(output, StandardCharsets.UTF_8);
  }
}
