package io.snapseal.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.snapseal.iam.Authorizer.Decided;
import io.snapseal.iam.Call;
import io.snapseal.iam.Caller;
import io.snapseal.iam.Origin;
import io.snapseal.iam.SecretKey;
import io.snapseal.iam.Session;
import io.snapseal.iam.policy.AccessRequest;
import io.snapseal.iam.policy.Context;
import io.snapseal.iam.policy.Decision;
import io.snapseal.iam.policy.Identity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.kms.model.CreateKeyRequest;
import software.amazon.awssdk.services.kms.model.CreateKeyResponse;
import software.amazon.awssdk.services.kms.model.EncryptRequest;
import software.amazon.awssdk.services.kms.model.EncryptResponse;
import software.amazon.awssdk.services.kms.model.KmsException;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.Tag;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.Credentials;

class EventWriterTest {
  private static final String KEY = "arn:aws:kms:eu-west-1:111122223333:key/k-1";
  private static final Instant TIME = Instant.parse("2026-11-24T10:11:12.345Z");
  private static final Origin ORIGIN =
      new Origin("192.0.2.7", true, Optional.of("AKIAEXAMPLE"), "aws-cli/2", "request-1");
  private static final Caller ALICE =
      new Caller(
          Identity.user("111122223333", "ops/alice"),
          "AIDA1",
          Optional.empty(),
          "eu-west-1",
          Optional.empty(),
          ORIGIN);

  private final AtomicInteger ids = new AtomicInteger();
  private final EventWriter writer = new EventWriter(() -> "event-" + ids.incrementAndGet());

  private static Decided decided(Caller caller, String action, String resource, boolean allowed) {
    AccessRequest request =
        new AccessRequest(caller.who(), action, resource, "111122223333", Context.of(Map.of()));
    return new Decided(
        request,
        allowed
            ? new Decision(
                Decision.Outcome.ALLOWED,
                Decision.Because.IDENTITY,
                Optional.of(new Decision.DecidedBy("sealers", "AllowSeal")))
            : new Decision(
                Decision.Outcome.IMPLICIT_DENY, Decision.Because.IDENTITY, Optional.empty()));
  }

  private static Call call(
      Caller caller, String service, String operation, AwsRequest request, SdkPojo response) {
    return new Call(
        caller,
        service,
        operation,
        request,
        List.of(decided(caller, service + ":" + operation, KEY, true)),
        Optional.of(response),
        Optional.empty());
  }

  private List<JsonNode> written(Call call) throws IOException {
    ObjectMapper json = new ObjectMapper();
    List<JsonNode> events = new java.util.ArrayList<>();
    for (byte[] event : writer.events(call, TIME)) {
      events.add(json.readTree(event));
    }
    return events;
  }

  private static Call encryption(Caller caller) {
    return call(
        caller,
        "kms",
        "Encrypt",
        EncryptRequest.builder()
            .keyId("alias/k")
            .plaintext(SdkBytes.fromUtf8String("PLAINTEXT-CANARY"))
            .encryptionContext(Map.of("aws:rds:db-id", "db-1"))
            .grantTokens("TOKEN-CANARY")
            .build(),
        EncryptResponse.builder().keyId(KEY).ciphertextBlob(SdkBytes.fromUtf8String("C")).build());
  }

  /** As the example in the KMS developer guide, "CloudTrail entry for Encrypt". */
  @Test
  void aUseOfAKeySaysWhoWhatAndWithWhichEncryptionContext() throws IOException {
    JsonNode event = written(encryption(ALICE)).get(0);

    assertThat(event.toString())
        .isEqualTo(
            """
            {"eventVersion":"1.11",\
            "userIdentity":{"type":"IAMUser","principalId":"AIDA1",\
            "arn":"arn:aws:iam::111122223333:user/ops/alice","accountId":"111122223333",\
            "accessKeyId":"AKIAEXAMPLE","userName":"alice"},\
            "eventTime":"2026-11-24T10:11:12Z","eventSource":"kms.amazonaws.com",\
            "eventName":"Encrypt","awsRegion":"eu-west-1","sourceIPAddress":"192.0.2.7",\
            "userAgent":"aws-cli/2",\
            "requestParameters":{"keyId":"alias/k","encryptionContext":{"aws:rds:db-id":"db-1"},\
            "grantTokens":"HIDDEN_DUE_TO_SECURITY_REASONS"},"responseElements":null,\
            "additionalEventData":{"decisions":[{"action":"kms:Encrypt",\
            "resource":"arn:aws:kms:eu-west-1:111122223333:key/k-1","outcome":"ALLOWED",\
            "because":"IDENTITY","statement":"sealers#AllowSeal"}]},"requestID":"request-1",\
            "eventID":"event-1","readOnly":true,\
            "resources":[{"accountId":"111122223333","type":"AWS::KMS::Key",\
            "ARN":"arn:aws:kms:eu-west-1:111122223333:key/k-1"}],"eventType":"AwsApiCall",\
            "managementEvent":true,"recipientAccountId":"111122223333",\
            "eventCategory":"Management"}""");
  }

  @Test
  void whatAServiceAsksForSomebodyComesFromTheService() throws IOException {
    JsonNode event = written(encryption(ALICE.via("rds"))).get(0);

    assertThat(event.at("/userIdentity/userName").asText()).isEqualTo("alice");
    assertThat(event.at("/userIdentity/invokedBy").asText()).isEqualTo("rds.amazonaws.com");
    assertThat(event.at("/sourceIPAddress").asText()).isEqualTo("rds.amazonaws.com");
    assertThat(event.at("/userAgent").asText()).isEqualTo("rds.amazonaws.com");
  }

  @Test
  void whatAServiceDoesInTheBackgroundIsItsOwn() throws IOException {
    Caller rds = Caller.service("rds", "111122223333", "eu-west-1", "r");
    JsonNode event = written(encryption(rds)).get(0);

    assertThat(event.at("/userIdentity").toString())
        .isEqualTo("{\"type\":\"AWSService\",\"invokedBy\":\"rds.amazonaws.com\"}");
    assertThat(event.at("/sourceIPAddress").asText()).isEqualTo("rds.amazonaws.com");
  }

  @Test
  void aSessionOfARoleNamesTheRole() throws IOException {
    Identity who = Identity.session("111122223333", "ops/sealer", "night");
    Session session =
        new Session(
            "ASIAEXAMPLE",
            SecretKey.of("SESSION-CANARY"),
            who,
            "AROA1:night",
            "AROA1",
            List.of(),
            List.of(),
            Map.of(),
            List.of(),
            Optional.of("alice"),
            TIME);
    Caller caller =
        new Caller(who, "AROA1:night", Optional.of(session), "eu-west-1", Optional.empty(), ORIGIN);

    JsonNode event = written(encryption(caller)).get(0);

    assertThat(event.at("/userIdentity/type").asText()).isEqualTo("AssumedRole");
    assertThat(event.at("/userIdentity/sessionContext/sessionIssuer").toString())
        .isEqualTo(
            """
            {"type":"Role","principalId":"AROA1",\
            "arn":"arn:aws:iam::111122223333:role/ops/sealer","accountId":"111122223333",\
            "userName":"sealer"}""");
    assertThat(event.at("/userIdentity/sessionContext/sourceIdentity").asText()).isEqualTo("alice");
    assertThat(event.toString()).doesNotContain("CANARY");
  }

  @Test
  void aDenialIsRecordedWithItsSentenceAndForTheCallerOnly() throws IOException {
    Caller stranger = Caller.local(Identity.user("444455556666", "eve"), "AIDA2", "eu-west-1", "r");
    KmsException denied =
        (KmsException)
            KmsException.builder()
                .message("no")
                .awsErrorDetails(
                    AwsErrorDetails.builder()
                        .errorCode("AccessDeniedException")
                        .errorMessage("User: eve is not authorized")
                        .build())
                .build();
    Call call =
        new Call(
            stranger,
            "kms",
            "Encrypt",
            EncryptRequest.builder().keyId(KEY).build(),
            List.of(decided(stranger, "kms:Encrypt", KEY, false)),
            Optional.empty(),
            Optional.of(denied));

    List<JsonNode> events = written(call);

    assertThat(events).hasSize(1);
    JsonNode event = events.get(0);
    assertThat(event.at("/errorCode").asText()).isEqualTo("AccessDeniedException");
    assertThat(event.at("/errorMessage").asText()).isEqualTo("User: eve is not authorized");
    assertThat(event.at("/recipientAccountId").asText()).isEqualTo("444455556666");
    assertThat(event.at("/additionalEventData/decisions/0/outcome").asText())
        .isEqualTo("IMPLICIT_DENY");
  }

  @Test
  void aUseOfAnotherAccountsKeyIsRecordedForBoth() throws IOException {
    Caller partner = Caller.local(Identity.user("444455556666", "pat"), "AIDA3", "eu-west-1", "r");

    List<JsonNode> events = written(encryption(partner));

    assertThat(events)
        .extracting(event -> event.at("/recipientAccountId").asText())
        .containsExactly("444455556666", "111122223333");
    assertThat(events)
        .extracting(event -> event.at("/sharedEventID").asText())
        .containsOnly("event-1");
    assertThat(events).extracting(event -> event.at("/eventID").asText()).doesNotHaveDuplicates();
  }

  @Test
  void whatACallMadeIsAmongItsResources() throws IOException {
    Call call =
        new Call(
            ALICE,
            "kms",
            "CreateKey",
            CreateKeyRequest.builder().build(),
            List.of(decided(ALICE, "kms:CreateKey", "*", true)),
            Optional.of(CreateKeyResponse.builder().keyMetadata(k -> k.arn(KEY)).build()),
            Optional.empty());

    JsonNode event = written(call).get(0);

    assertThat(event.at("/resources/0/ARN").asText()).isEqualTo(KEY);
    assertThat(event.at("/readOnly").asBoolean()).isFalse();
    assertThat(event.at("/responseElements/keyMetadata/arn").asText()).isEqualTo(KEY);
  }

  @Test
  void secretsOfRequestsAndResponsesAreHidden() throws IOException {
    Call create =
        call(
            ALICE,
            "rds",
            "CreateDBInstance",
            CreateDbInstanceRequest.builder()
                .dbInstanceIdentifier("db")
                .masterUserPassword("PASSWORD-CANARY")
                .tags(Tag.builder().key("team").value("x").build())
                .build(),
            CreateKeyResponse.builder().build());
    Call assume =
        call(
            ALICE,
            "sts",
            "AssumeRole",
            AssumeRoleRequest.builder().roleSessionName("n").tokenCode("123456").build(),
            AssumeRoleResponse.builder()
                .credentials(
                    Credentials.builder()
                        .accessKeyId("ASIA1")
                        .secretAccessKey("SECRET-CANARY")
                        .sessionToken("TOKEN-CANARY")
                        .build())
                .build());

    JsonNode created = written(create).get(0);
    JsonNode assumed = written(assume).get(0);

    assertThat(created.at("/requestParameters/dBInstanceIdentifier").asText()).isEqualTo("db");
    assertThat(created.at("/requestParameters/tags/0/key").asText()).isEqualTo("team");
    assertThat(assumed.at("/responseElements/credentials/accessKeyId").asText()).isEqualTo("ASIA1");
    assertThat(created + "" + assumed).doesNotContain("CANARY").doesNotContain("123456");
  }

  @Test
  void whatIsTooLongIsLeftOut() throws IOException {
    Call call =
        call(
            ALICE,
            "kms",
            "CreateKey",
            CreateKeyRequest.builder().policy("x".repeat(300_000)).build(),
            CreateKeyResponse.builder().build());

    byte[] event = writer.events(call, TIME).get(0);

    assertThat(event.length).isLessThan(256 * 1024);
    assertThat(new String(event, StandardCharsets.UTF_8)).contains("\"requestParameters\":null");
  }

  /** JSON can write it, UTF-8 cannot: whoever sends it must not be missing in the trail. */
  @Test
  void halfASurrogatePairIsRecordedAsAQuestionMark() throws IOException {
    Call call =
        new Call(
            ALICE,
            "kms",
            "Decrypt",
            EncryptRequest.builder()
                .keyId("k\ud800")
                .encryptionContext(Map.of("\udc00", "x\ud83d"))
                .build(),
            List.of(decided(ALICE, "kms:Decrypt", KEY + "\ud800", true)),
            Optional.empty(),
            Optional.of(
                KmsException.builder()
                    .awsErrorDetails(
                        AwsErrorDetails.builder().errorCode("E").errorMessage("\ud800!").build())
                    .build()));

    JsonNode event = written(call).get(0);

    assertThat(event.at("/errorMessage").asText()).isEqualTo("?!");
    assertThat(event.at("/requestParameters/encryptionContext/?").asText()).isEqualTo("x?");
    assertThat(event.at("/resources/0/ARN").asText()).isEqualTo(KEY + "?");
  }

  @Test
  void anotherAccountDoesNotSeeWhichOfTheCallersPoliciesDecided() throws IOException {
    Caller partner = Caller.local(Identity.user("444455556666", "pat"), "AIDA3", "eu-west-1", "r");

    List<JsonNode> events = written(encryption(partner));

    assertThat(events.get(0).toString()).contains("AllowSeal");
    assertThat(events.get(1).toString()).doesNotContain("AllowSeal").doesNotContain("sealers");
  }

  @Test
  void aBugIsAnInternalFailure() throws IOException {
    Call call =
        new Call(
            ALICE,
            "kms",
            "Encrypt",
            EncryptRequest.builder().build(),
            List.of(),
            Optional.empty(),
            Optional.of(new IllegalStateException("INSIDE-CANARY")));

    JsonNode event = written(call).get(0);

    assertThat(event.at("/errorCode").asText()).isEqualTo("InternalFailure");
    assertThat(event.toString()).doesNotContain("CANARY");
  }
}
