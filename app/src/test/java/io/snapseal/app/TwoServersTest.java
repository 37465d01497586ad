package io.snapseal.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.RdsException;

/** Copies between two servers, and between two regions of one, and who tries to get at them. */
class TwoServersTest {
  @TempDir private Path temporary;

  @Test
  void aSnapshotTravelsAndItsRowsAreThere() throws Exception {
    try (TwoServers servers = new TwoServers(temporary)) {
      RdsClient there = servers.rds(TwoServers.THERE);
      DBInstance shop = instance(there);
      DemoDatabase database = database(shop);
      database.fill(5000, "canary");
      DemoDatabase.Content content = database.content();
      there.createDBSnapshot(r -> r.dbInstanceIdentifier("shop").dbSnapshotIdentifier("plain"));
      Waiting.forSnapshot(there, "plain");
      String source = servers.key(TwoServers.THERE);
      there.copyDBSnapshot(
          r ->
              r.sourceDBSnapshotIdentifier("plain")
                  .targetDBSnapshotIdentifier("sealed")
                  .kmsKeyId(source));
      DBSnapshot sealed = Waiting.forSnapshot(there, "sealed");

      String target = servers.key(TwoServers.HERE);
      RdsClient here = servers.rds(TwoServers.HERE);
      here.copyDBSnapshot(
          r ->
              r.sourceDBSnapshotIdentifier(sealed.dbSnapshotArn())
                  .targetDBSnapshotIdentifier("copy")
                  .kmsKeyId(target)
                  .sourceRegion(TwoServers.THERE));
      DBSnapshot copy = Waiting.forSnapshot(here, "copy");
      assertThat(copy.kmsKeyId()).isEqualTo(target);
      assertThat(copy.sourceDBSnapshotIdentifier()).isEqualTo(sealed.dbSnapshotArn());

      // It stands on its own: neither its source nor its source's key is needed any more.
      servers.kms(TwoServers.THERE).disableKey(r -> r.keyId(source));
      there.deleteDBSnapshot(r -> r.dbSnapshotIdentifier("plain"));
      here.copyDBSnapshot(
          r ->
              r.sourceDBSnapshotIdentifier("copy")
                  .targetDBSnapshotIdentifier("again")
                  .kmsKeyId(target));
      Waiting.forSnapshot(here, "again");
      here.restoreDBInstanceFromDBSnapshot(
          r -> r.dbInstanceIdentifier("restored").dbSnapshotIdentifier("copy"));
      assertThat(database(Waiting.forInstance(here, "restored")).content()).isEqualTo(content);

      refusals(servers, sealed.dbSnapshotArn(), source, target);
    }
  }

  private void refusals(TwoServers servers, String sealed, String source, String target)
      throws Exception {
    RdsClient here = servers.rds(TwoServers.HERE);
    assertRefused(
        () -> copy(here, sealed, "late", target, null),
        "A pre-signed url must be specified for copying snapshot across region");
    Signing honest = new Signing(sealed, "late", target);
    assertRefused(
        () -> copy(here, sealed, "late", target, honest.url()),
        "The source snapshot KMS key [" + source + "]");
    servers.kms(TwoServers.THERE).enableKey(r -> r.keyId(source));

    String fault = "PreSignedUrl could not be authenticated";
    Map<String, Signing> attacks = new TreeMap<>();
    attacks.put("of another target", new Signing(sealed, "other", target));
    attacks.put("of another source", new Signing(sealed + "x", "late", target));
    attacks.put("of another key", new Signing(sealed, "late", source));
    attacks.put("without the key", new Signing(sealed, "late", null));
    attacks.put("for another destination", honest.with("DestinationRegion", "eu-central-1"));
    attacks.put("for another action", honest.with("Action", "DescribeDBSnapshots"));
    attacks.put("for another region", honest.in("us-west-2"));
    attacks.put("for another service", honest.service("kms"));
    attacks.put("for another host", honest.at("rds.example.com"));
    attacks.put("expired", honest.signed(Instant.now().minus(Duration.ofHours(2))));
    attacks.put("not yet valid", honest.signed(Instant.now().plus(Duration.ofHours(2))));
    attacks.put(
        "by an unknown key", honest.by(AwsBasicCredentials.create("AKIANOBODYKNOWSTHIS", "x")));
    attacks.put(
        "by a wrong secret",
        honest.by(AwsBasicCredentials.create(ServerProcess.ROOT.accessKeyId(), "wrong")));
    for (Map.Entry<String, Signing> attack : attacks.entrySet()) {
      assertThatThrownBy(() -> copy(here, sealed, "late", target, attack.getValue().url()))
          .as(attack.getKey())
          .hasMessageContaining(fault)
          .hasMessageNotContaining("X-Amz-Signature");
    }
    String url = honest.url();
    assertRefused(() -> copy(here, sealed, "late", target, url.replace("late", "lat3")), fault);
    assertRefused(
        () -> copy(here, sealed, "late", target, url.substring(0, url.length() - 1) + "g"), fault);
    assertRefused(() -> copy(here, sealed, "late", target, "https://" + " not a url"), fault);

    // Within one server the same is held to.
    String west = servers.key(TwoServers.THERE_TOO);
    RdsClient tooo = servers.rds(TwoServers.THERE_TOO);
    Signing local =
        new Signing(sealed, "near", west).with("DestinationRegion", TwoServers.THERE_TOO);
    for (Signing attack :
        new Signing[] {
          local.with("TargetDBSnapshotIdentifier", "other"),
          local.with("DestinationRegion", TwoServers.HERE),
          local.by(AwsBasicCredentials.create(ServerProcess.ROOT.accessKeyId(), "wrong")),
          local.in(TwoServers.THERE_TOO)
        }) {
      assertRefused(() -> copy(tooo, sealed, "near", west, attack.url()), fault);
    }
    copy(tooo, sealed, "near", west, local.url());
    Waiting.forSnapshot(tooo, "near");

    strangers(servers);

    // A URL is good for one copy: its name is taken then.
    copy(here, sealed, "late", target, url);
    Waiting.forSnapshot(here, "late");
    assertThatThrownBy(() -> copy(here, sealed, "late", target, url))
        .hasMessageContaining("already exists");
  }

  /** What is not sealed under the peers' key is not answered. */
  private static void strangers(TwoServers servers) throws Exception {
    HttpClient http = HttpClient.newHttpClient();
    for (byte[] body :
        new byte[][] {{}, "SNAPPEER".getBytes(StandardCharsets.US_ASCII), new byte[5000]}) {
      HttpResponse<String> response =
          http.send(
              HttpRequest.newBuilder(servers.there.endpoint().resolve(HttpPeer.PATH))
                  .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(response.statusCode()).isEqualTo(403);
      assertThat(response.body()).isEqualTo("refused\n");
    }
  }

  private static void assertRefused(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(RdsException.class).hasMessageContaining(message);
  }

  private static void copy(
      RdsClient client, String source, String target, String key, @Nullable String url) {
    client.copyDBSnapshot(
        r ->
            r.sourceDBSnapshotIdentifier(source)
                .targetDBSnapshotIdentifier(target)
                .kmsKeyId(key)
                .preSignedUrl(url));
  }

  private static DBInstance instance(RdsClient rds) {
    rds.createDBInstance(
        r ->
            r.dbInstanceIdentifier("shop")
                .engine("postgres")
                .dbInstanceClass("db.t3.micro")
                .allocatedStorage(20)
                .masterUsername(RegionFixture.USER)
                .masterUserPassword(RegionFixture.PASSWORD)
                .dbName(RegionFixture.DATABASE));
    return Waiting.forInstance(rds, "shop");
  }

  private static DemoDatabase database(DBInstance instance) {
    return new DemoDatabase(
        instance, RegionFixture.USER, RegionFixture.PASSWORD, RegionFixture.DATABASE);
  }

  /** Makes presigned URLs, as anybody may who has the SDK. */
  private record Signing(
      Map<String, String> parameters,
      String region,
      String service,
      String host,
      AwsCredentials credentials,
      Instant time) {
    Signing(String source, String target, @Nullable String key) {
      this(
          parameters(source, target, key),
          TwoServers.THERE,
          "rds",
          "rds.us-east-1.amazonaws.com",
          ServerProcess.ROOT,
          Instant.now());
    }

    private static Map<String, String> parameters(
        String source, String target, @Nullable String key) {
      Map<String, String> parameters = new TreeMap<>();
      parameters.put("Action", "CopyDBSnapshot");
      parameters.put("Version", "2014-10-31");
      parameters.put("SourceDBSnapshotIdentifier", source);
      parameters.put("TargetDBSnapshotIdentifier", target);
      parameters.put("DestinationRegion", TwoServers.HERE);
      if (key != null) {
        parameters.put("KmsKeyId", key);
      }
      return parameters;
    }

    Signing with(String name, String value) {
      Map<String, String> changed = new TreeMap<>(parameters);
      changed.put(name, value);
      return new Signing(changed, region, service, host, credentials, time);
    }

    Signing in(String other) {
      return new Signing(parameters, other, service, host, credentials, time);
    }

    Signing service(String other) {
      return new Signing(parameters, region, other, host, credentials, time);
    }

    Signing at(String other) {
      return new Signing(parameters, region, service, other, credentials, time);
    }

    Signing by(AwsCredentials other) {
      return new Signing(parameters, region, service, host, other, time);
    }

    Signing signed(Instant other) {
      return new Signing(parameters, region, service, host, credentials, other);
    }

    String url() {
      SdkHttpFullRequest.Builder request =
          SdkHttpFullRequest.builder().method(SdkHttpMethod.GET).uri(URI.create("https://" + host));
      parameters.forEach(request::putRawQueryParameter);
      return AwsV4HttpSigner.create()
          .sign(
              r ->
                  r.identity(credentials)
                      .request(request.build())
                      .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                      .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                      .putProperty(
                          AwsV4HttpSigner.AUTH_LOCATION, AwsV4HttpSigner.AuthLocation.QUERY_STRING)
                      .putProperty(AwsV4HttpSigner.EXPIRATION_DURATION, Duration.ofHours(1))
                      .putProperty(
                          AwsV4HttpSigner.SIGNING_CLOCK, Clock.fixed(time, ZoneOffset.UTC)))
          .request()
          .getUri()
          .toString();
    }
  }
}
