package io.snapseal.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapseal.iam.Caller;
import io.snapseal.iam.policy.Identity;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.GrantListEntry;
import software.amazon.awssdk.services.kms.model.GrantOperation;
import software.amazon.awssdk.services.kms.model.InvalidArnException;
import software.amazon.awssdk.services.kms.model.KmsException;
import software.amazon.awssdk.services.kms.model.MalformedPolicyDocumentException;

/** Whom key policies and grants name is there, and stays the one that was meant. */
class PrincipalsTest {
  private static final String ALICE = "arn:aws:iam::123456789012:user/alice";

  @TempDir private Path home;
  private KmsFixture fixture;
  private KmsClient owner;

  @BeforeEach
  void open() {
    fixture = new KmsFixture(home);
    owner = fixture.client();
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private static String policy(String principal) {
    return ("{'Version':'2012-10-17','Statement':["
            + "{'Effect':'Allow','Principal':{'AWS':'arn:aws:iam::123456789012:root'},"
            + "'Action':'kms:*','Resource':'*'},"
            + "{'Effect':'Allow','Principal':{"
            + principal
            + "},'Action':'kms:Encrypt','Resource':'*'}]}")
        .replace('\'', '"');
  }

  private void encryptsAs(String user, String key) {
    KmsClient kms =
        fixture.kms.as(
            Caller.local(Identity.user(KmsFixture.ACCOUNT, user), "AIDA1", KmsFixture.REGION, "r"));
    kms.encrypt(r -> r.keyId(key).plaintext(KmsFixture.bytes("x")));
  }

  private void denied(String user, String key) {
    assertThatThrownBy(() -> encryptsAs(user, key))
        .isInstanceOfSatisfying(
            KmsException.class,
            e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("AccessDeniedException"));
  }

  @Test
  void whoIsNotThereIsRefusedWhereverAPolicyIsPut() {
    fixture.principals.delete(ALICE);
    String naming = policy("'AWS':['*','" + ALICE + "']");
    assertRefused(() -> owner.createKey(r -> r.policy(naming)));
    String key = owner.createKey(r -> r.multiRegion(true)).keyMetadata().keyId();
    assertRefused(() -> owner.putKeyPolicy(r -> r.keyId(key).policy(naming)));
    assertRefused(
        () ->
            owner.replicateKey(r -> r.keyId(key).replicaRegion(KmsFixture.SECOND).policy(naming)));
    assertRefused(
        () ->
            owner.putKeyPolicy(
                r -> r.keyId(key).policy(naming).bypassPolicyLockoutSafetyCheck(true)));
    assertThat(owner.getKeyPolicy(r -> r.keyId(key)).policy()).doesNotContain("alice");
  }

  private static void assertRefused(Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            MalformedPolicyDocumentException.class,
            e ->
                assertThat(e.awsErrorDetails().errorMessage())
                    .isEqualTo("Policy contains a statement with one or more invalid principals."));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'AWS':'AIDAJ2UCCR6DPCEXAMPLE'",
        "'AWS':'12345678901'",
        "'AWS':'arn:aws:iam::12345:root'",
        "'AWS':'arn:aws:sts::123456789012:assumed-role/'",
        "'Service':'rds'",
        "'Service':'*'",
        "'CanonicalUser':'79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be'"
      })
  void whatNamesNobodyIsRefused(String principal) {
    if (principal.contains("AIDA")) {
      fixture.principals.delete("AIDAJ2UCCR6DPCEXAMPLE");
    }
    for (String name : new String[] {"12345678901", "arn:aws:iam::12345:root"}) {
      fixture.principals.delete(name);
    }
    fixture.principals.delete("arn:aws:sts::123456789012:assumed-role/");
    assertRefused(() -> owner.createKey(r -> r.policy(policy(principal))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'AWS':'*'",
        "'AWS':'999999999999'",
        "'AWS':'arn:aws:iam::999999999999:root'",
        "'AWS':'arn:aws:sts::123456789012:assumed-role/ops/monday'",
        "'AWS':'arn:aws:sts::123456789012:federated-user/bob'",
        "'Service':'rds.amazonaws.com'",
        "'Service':'logs.eu-west-1.amazonaws.com'",
        "'Federated':'cognito-identity.amazonaws.com'"
      })
  void whatNeedNotBeInADirectoryIsAccepted(String principal) {
    assertThatCode(() -> owner.createKey(r -> r.policy(policy(principal))))
        .doesNotThrowAnyException();
  }

  @Test
  void whoTakesADeletedUsersNameIsNotMeant() {
    String key =
        owner.createKey(r -> r.policy(policy("'AWS':'" + ALICE + "'"))).keyMetadata().arn();
    encryptsAs("alice", key);
    fixture.principals.delete(ALICE);
    assertThat(owner.getKeyPolicy(r -> r.keyId(key)).policy())
        .contains("\"AIDA" + ALICE + "0\"")
        .doesNotContain("\"" + ALICE + "\"");
    fixture.principals.makeAgain(ALICE);
    denied("alice", key);
    owner.putKeyPolicy(r -> r.keyId(key).policy(policy("'AWS':'" + ALICE + "'")));
    encryptsAs("alice", key);
  }

  @Test
  void whoIsRenamedIsStillMeant() {
    String key =
        owner.createKey(r -> r.policy(policy("'AWS':'" + ALICE + "'"))).keyMetadata().arn();
    owner.createGrant(
        r -> r.keyId(key).granteePrincipal(ALICE).operations(GrantOperation.DESCRIBE_KEY));
    fixture.principals.rename(ALICE, ALICE + "-smith");
    encryptsAs("alice-smith", key);
    denied("alice", key);
    assertThat(owner.listGrants(r -> r.keyId(key)).grants().get(0).granteePrincipal())
        .isEqualTo(ALICE + "-smith");
  }

  @Test
  void aGrantIsToSomebodyWhoIsThereAndToNoSuccessor() {
    String key = owner.createKey(r -> {}).keyMetadata().arn();
    fixture.principals.delete(ALICE);
    assertThatThrownBy(() -> grant(key))
        .isInstanceOf(InvalidArnException.class)
        .hasMessageContaining("ARN does not refer to a valid principal: " + ALICE);
    assertThatThrownBy(
            () ->
                owner.createGrant(
                    r ->
                        r.keyId(key)
                            .granteePrincipal("arn:aws:iam::123456789012:role/ops")
                            .retiringPrincipal(ALICE)
                            .operations(GrantOperation.ENCRYPT)))
        .isInstanceOf(InvalidArnException.class);

    fixture.principals.makeAgain(ALICE);
    grant(key);
    encryptsAs("alice", key);
    fixture.principals.delete(ALICE);
    GrantListEntry orphan = owner.listGrants(r -> r.keyId(key)).grants().get(0);
    assertThat(orphan.granteePrincipal()).isEqualTo("AIDA" + ALICE + "1");
    fixture.principals.makeAgain(ALICE);
    denied("alice", key);
    grant(key);
    encryptsAs("alice", key);
    assertThat(owner.listGrants(r -> r.keyId(key)).grants()).hasSize(2);
  }

  private void grant(String key) {
    owner.createGrant(
        r ->
            r.keyId(key).name("alices").granteePrincipal(ALICE).operations(GrantOperation.ENCRYPT));
  }

  @Test
  void theBindingOutlivesARestart() {
    String key =
        owner.createKey(r -> r.policy(policy("'AWS':'" + ALICE + "'"))).keyMetadata().arn();
    fixture.close();
    fixture = new KmsFixture(home);
    encryptsAs("alice", key);
    fixture.principals.makeAgain(ALICE);
    denied("alice", key);
  }
}
