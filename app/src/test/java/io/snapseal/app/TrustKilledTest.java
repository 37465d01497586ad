package io.snapseal.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.GrantOperation;

/**
 * {@code kill -9} of the server, again and again, while it makes keys, grants and policies: all
 * that was acknowledged is there, with the event that says who did it.
 */
class TrustKilledTest {
  private static final int ROUNDS = Integer.getInteger("snapseal.kill.rounds", 4);
  private static final String GRANTEE = "arn:aws:iam::" + RegionFixture.ACCOUNT + ":root";

  @TempDir private Path temporary;

  /** What was acknowledged. */
  private record Made(
      List<String> keys,
      List<String> users,
      List<String> grants,
      List<SdkBytes> ciphertexts,
      List<String> requests) {}

  @Test
  void noAcknowledgedKeyGrantPolicyOrAuditEventIsLost() throws Exception {
    Random random = new Random(7);
    Made made =
        new Made(
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>());
    for (int round = 0; round < ROUNDS; round++) {
      try (ServerProcess server = start()) {
        Thread killer = server.killAfter(300 + random.nextInt(1500));
        work(round, server, made);
        killer.join();
      }
    }

    try (ServerProcess server = start()) {
      assertThat(made.keys()).isNotEmpty();
      assertAllThere(server, made);
    }
    Cli.Result verified =
        Cli.run("audit", "verify", "--home", temporary.resolve("home").toString());
    assertThat(verified.exitCode()).as(verified.out() + verified.err()).isZero();
    assertThat(verified.out()).contains("whole   yes").doesNotContain("trail   2");
  }

  private ServerProcess start() throws Exception {
    return ServerProcess.start(temporary.resolve("home"), temporary.resolve("log"));
  }

  /** Goes on until the server is gone. */
  private static void work(int round, ServerProcess server, Made made) {
    try (KmsClient kms = server.connection.client(KmsClient.builder(), RegionFixture.FIRST);
        IamClient iam = server.connection.client(IamClient.builder(), RegionFixture.FIRST)) {
      for (int i = 0; ; i++) {
        String name = "r" + round + "-" + i;
        var key = kms.createKey(r -> r.description(name));
        made.requests().add(key.responseMetadata().requestId());
        made.keys().add(key.keyMetadata().keyId());
        String id = key.keyMetadata().keyId();
        var sealed =
            kms.encrypt(r -> r.keyId(id).plaintext(SdkBytes.fromUtf8String("for ever " + id)));
        made.requests().add(sealed.responseMetadata().requestId());
        made.ciphertexts().add(sealed.ciphertextBlob());
        var grant =
            kms.createGrant(
                r -> r.keyId(id).granteePrincipal(GRANTEE).operations(GrantOperation.DECRYPT));
        made.requests().add(grant.responseMetadata().requestId());
        made.grants().add(id + " " + grant.grantId());
        iam.createUser(r -> r.userName(name));
        iam.putUserPolicy(r -> r.userName(name).policyName("p").policyDocument(policy(id)));
        made.users().add(name + " " + id);
      }
    } catch (SdkException e) {
      // the server is gone
    }
  }

  private static String policy(String key) {
    return """
        {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"kms:Decrypt",\
        "Resource":"arn:aws:kms:us-east-1:123456789012:key/%s"}}"""
        .formatted(key);
  }

  private static void assertAllThere(ServerProcess server, Made made) {
    try (KmsClient kms = server.connection.client(KmsClient.builder(), RegionFixture.FIRST);
        IamClient iam = server.connection.client(IamClient.builder(), RegionFixture.FIRST);
        CloudTrailClient trail =
            server.connection.client(CloudTrailClient.builder(), RegionFixture.FIRST)) {
      for (SdkBytes ciphertext : made.ciphertexts()) {
        assertThat(kms.decrypt(r -> r.ciphertextBlob(ciphertext)).plaintext().asUtf8String())
            .startsWith("for ever ");
      }
      made.keys()
          .forEach(
              id -> assertThat(kms.describeKey(r -> r.keyId(id)).keyMetadata().enabled()).isTrue());
      for (String grant : made.grants()) {
        String key = grant.substring(0, grant.indexOf(' '));
        assertThat(kms.listGrants(r -> r.keyId(key)).grants())
            .anyMatch(found -> grant.endsWith(" " + found.grantId()));
      }
      for (String user : made.users()) {
        String[] parts = user.split(" ", 2);
        assertThat(iam.getUserPolicy(r -> r.userName(parts[0]).policyName("p")).policyDocument())
            .contains(parts[1]);
      }
      assertThat(requests(trail)).containsAll(made.requests());
    }
  }

  /** The request ids of all events. */
  private static Set<String> requests(CloudTrailClient trail) {
    Set<String> ids = new TreeSet<>();
    trail
        .lookupEventsPaginator(r -> {})
        .events()
        .forEach(
            event ->
                ids.add(
                    event.cloudTrailEvent().replaceFirst(".*\"requestID\":\"([^\"]+)\".*", "$1")));
    return ids;
  }
}
