package io.snapseal.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapseal.iam.AccessKey;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.organizations.model.AwsOrganizationsNotInUseException;
import software.amazon.awssdk.services.organizations.model.CreateAccountStatus;
import software.amazon.awssdk.services.organizations.model.PolicyType;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/**
 * Several accounts in one region, as a client has them: the SDK's client for Organizations makes
 * them, and what is done in one account is done there.
 */
class OrganizationsTest {
  private static final String ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess";
  private static final String NO_KEY_IS_DELETED =
      """
      {"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"kms:ScheduleKeyDeletion","Resource":"*"}]}""";

  @TempDir private Path temporary;

  @Test
  void accountsAreMadeUsedLimitedAndClosed() throws Exception {
    try (RegionFixture fixture = new RegionFixture(temporary.resolve("home"))) {
      As admin = admin(new As(fixture, root(fixture)));
      OrganizationsClient organizations = admin.organizations();
      assertThatThrownBy(organizations::describeOrganization)
          .isInstanceOf(AwsOrganizationsNotInUseException.class);

      String organization = organizations.createOrganization(r -> {}).organization().id();
      String root = organizations.listRoots(r -> {}).roots().get(0).id();
      organizations.enablePolicyType(
          r -> r.rootId(root).policyType(PolicyType.SERVICE_CONTROL_POLICY));
      String unit =
          organizations
              .createOrganizationalUnit(r -> r.parentId(root).name("databases"))
              .organizationalUnit()
              .id();
      String account = account(organizations, "ledger");
      organizations.moveAccount(
          r -> r.accountId(account).sourceParentId(root).destinationParentId(unit));

      As ledger = admin.assuming(account);
      KeyMetadata key = isAnAccountOfItsOwn(admin, ledger, account);
      sharesKeysWithItsOrganization(admin, ledger, organization);
      hasDatabasesOfItsOwn(fixture, ledger, account);
      keepsItsKeys(admin, ledger, unit, key);
      isGoneOnceItIsClosed(admin, ledger, account);
    }
  }

  private static String account(OrganizationsClient organizations, String name) {
    String request =
        organizations
            .createAccount(r -> r.accountName(name).email(name + "@example.com"))
            .createAccountStatus()
            .id();
    CreateAccountStatus status =
        organizations
            .describeCreateAccountStatus(r -> r.createAccountRequestId(request))
            .createAccountStatus();
    assertThat(status.stateAsString()).isEqualTo("SUCCEEDED");
    return status.accountId();
  }

  private static KeyMetadata isAnAccountOfItsOwn(As admin, As ledger, String account) {
    assertThat(ledger.sts().getCallerIdentity().account()).isEqualTo(account);
    KeyMetadata key = ledger.kms().createKey(r -> {}).keyMetadata();
    assertThat(key.arn()).startsWith("arn:aws:kms:us-east-1:" + account + ":key/");
    assertThat(ledger.iam().createUser(r -> r.userName("admin")).user().arn())
        .isEqualTo("arn:aws:iam::" + account + ":user/admin");
    assertThat(ledger.rds().describeDBSnapshots().dbSnapshots()).isEmpty();
    assertThat(ledger.kms().listKeys().keys()).hasSize(1);
    assertThat(admin.kms().listKeys().keys()).isEmpty();
    assertFails(
        () -> admin.kms().describeKey(r -> r.keyId(key.arn())),
        "AccessDeniedException",
        "because no resource-based policy allows the kms:DescribeKey action");
    return key;
  }

  /** What a key policy gives to the organization, and what it gives to one other account. */
  private static void sharesKeysWithItsOrganization(As admin, As ledger, String organization) {
    KeyMetadata shared = ledger.kms().createKey(r -> {}).keyMetadata();
    String everybodyHere =
        """
        {"Version":"2012-10-17","Statement":[
         {"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::%s:root"},"Action":"kms:*","Resource":"*"},
         {"Effect":"Allow","Principal":{"AWS":"*"},"Action":"kms:Encrypt","Resource":"*",
          "Condition":{"StringEquals":{"aws:PrincipalOrgID":"%s"}}}]}""";
    putPolicy(ledger, shared, everybodyHere.formatted(shared.awsAccountId(), "o-somebodyelse"));
    assertFails(
        () -> encrypt(admin, shared), "AccessDeniedException", "no resource-based policy allows");
    putPolicy(ledger, shared, everybodyHere.formatted(shared.awsAccountId(), organization));
    assertThat(encrypt(admin, shared)).isEqualTo(shared.arn());
    putPolicy(
        ledger,
        shared,
        """
        {"Version":"2012-10-17","Statement":[
         {"Effect":"Allow","Principal":{"AWS":["arn:aws:iam::%s:root","arn:aws:iam::%s:root"]},
          "Action":"kms:*","Resource":"*"}]}"""
            .formatted(shared.awsAccountId(), RegionFixture.ACCOUNT));
    assertThat(encrypt(admin, shared)).isEqualTo(shared.arn());
  }

  private static void putPolicy(As as, KeyMetadata key, String policy) {
    as.kms().putKeyPolicy(r -> r.keyId(key.keyId()).policyName("default").policy(policy));
  }

  private static String encrypt(As as, KeyMetadata key) {
    return as.kms()
        .encrypt(r -> r.keyId(key.arn()).plaintext(SdkBytes.fromUtf8String("secret")))
        .keyId();
  }

  /** Names are of an account: two have an instance of one name, and each its own snapshots. */
  private static void hasDatabasesOfItsOwn(RegionFixture fixture, As ledger, String account) {
    fixture.instance("shop");
    RdsClient rds = ledger.rds();
    rds.createDBInstance(
        r ->
            r.dbInstanceIdentifier("shop")
                .engine("postgres")
                .dbInstanceClass("db.t3.micro")
                .allocatedStorage(20)
                .masterUsername(RegionFixture.USER)
                .masterUserPassword(RegionFixture.PASSWORD)
                .dbName(RegionFixture.DATABASE));
    Waiting.forInstance(rds, "shop");
    rds.createDBSnapshot(r -> r.dbInstanceIdentifier("shop").dbSnapshotIdentifier("plain"));
    Waiting.forSnapshot(rds, "plain");
    rds.copyDBSnapshot(
        r ->
            r.sourceDBSnapshotIdentifier("plain")
                .targetDBSnapshotIdentifier("sealed")
                .kmsKeyId("alias/aws/rds"));
    assertThat(Waiting.forSnapshot(rds, "sealed").kmsKeyId())
        .startsWith("arn:aws:kms:us-east-1:" + account + ":key/");
    assertThat(fixture.rds().describeDBSnapshots().dbSnapshots()).isEmpty();
  }

  /** A service control policy denies at once, in the accounts under it, and there alone. */
  private static void keepsItsKeys(As admin, As ledger, String unit, KeyMetadata key) {
    String policy =
        admin
            .organizations()
            .createPolicy(
                r ->
                    r.name("keep-keys")
                        .description("No key is deleted")
                        .type(PolicyType.SERVICE_CONTROL_POLICY)
                        .content(NO_KEY_IS_DELETED))
            .policy()
            .policySummary()
            .id();
    admin.organizations().attachPolicy(r -> r.policyId(policy).targetId(unit));
    assertFails(
        () -> ledger.kms().scheduleKeyDeletion(r -> r.keyId(key.keyId())),
        "AccessDeniedException",
        "is not authorized to perform: kms:ScheduleKeyDeletion on resource: "
            + key.arn()
            + " with an explicit deny in a service control policy");
    KeyMetadata own = admin.kms().createKey(r -> {}).keyMetadata();
    admin.kms().scheduleKeyDeletion(r -> r.keyId(own.keyId()));
    admin.organizations().detachPolicy(r -> r.policyId(policy).targetId(unit));
    ledger.kms().scheduleKeyDeletion(r -> r.keyId(key.keyId()));
  }

  private static void isGoneOnceItIsClosed(As admin, As ledger, String account) {
    var made = ledger.iam().createAccessKey(r -> r.userName("admin")).accessKey();
    As user =
        new As(
            ledger.fixture(),
            AwsBasicCredentials.create(made.accessKeyId(), made.secretAccessKey()));
    assertThat(user.sts().getCallerIdentity().account()).isEqualTo(account);
    admin.organizations().closeAccount(r -> r.accountId(account));
    for (As gone : new As[] {user, ledger}) {
      assertFails(
          () -> gone.sts().getCallerIdentity(),
          "InvalidClientTokenId",
          "The security token included in the request is invalid.");
    }
    assertFails(
        () -> admin.assuming(account), "AccessDenied", "is not authorized to perform: sts:Assume");
  }

  private static void assertFails(ThrowingCallable call, String code, String message) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            AwsServiceException.class,
            e -> {
              assertThat(e.awsErrorDetails().errorMessage()).contains(message);
              assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code);
            });
  }

  private static AwsCredentials root(RegionFixture fixture) {
    AccessKey key = io.snapseal.app.Credentials.read(fixture.region.home().credentials());
    return AwsBasicCredentials.create(key.id(), key.secret().reveal());
  }

  /** A root user assumes no role, on AWS as here: the first thing it makes is an administrator. */
  private static As admin(As root) {
    root.iam().createUser(r -> r.userName("admin"));
    root.iam().attachUserPolicy(r -> r.userName("admin").policyArn(ADMINISTRATOR));
    var key = root.iam().createAccessKey(r -> r.userName("admin")).accessKey();
    return new As(
        root.fixture(), AwsBasicCredentials.create(key.accessKeyId(), key.secretAccessKey()));
  }

  /** Somebody's clients. */
  private record As(RegionFixture fixture, AwsCredentials credentials) {
    OrganizationsClient organizations() {
      return built(OrganizationsClient.builder());
    }

    KmsClient kms() {
      return built(KmsClient.builder());
    }

    IamClient iam() {
      return built(IamClient.builder());
    }

    RdsClient rds() {
      return built(RdsClient.builder());
    }

    StsClient sts() {
      return built(StsClient.builder());
    }

    As assuming(String account) {
      String role = "arn:aws:iam::" + account + ":role/OrganizationAccountAccessRole";
      Credentials session =
          sts().assumeRole(r -> r.roleArn(role).roleSessionName("visit")).credentials();
      return new As(
          fixture,
          AwsSessionCredentials.create(
              session.accessKeyId(), session.secretAccessKey(), session.sessionToken()));
    }

    private <B extends AwsClientBuilder<B, C>, C> C built(B builder) {
      return builder
          .endpointOverride(fixture.region.endpoint())
          .region(Region.of(RegionFixture.FIRST))
          .credentialsProvider(StaticCredentialsProvider.create(credentials))
          .build();
    }
  }
}
