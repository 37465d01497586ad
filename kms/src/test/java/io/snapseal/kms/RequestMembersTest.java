package io.snapseal.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.InvalidMarkerException;
import software.amazon.awssdk.services.kms.model.KeySpec;
import software.amazon.awssdk.services.kms.model.RecipientInfo;
import software.amazon.awssdk.utils.builder.SdkBuilder;

/** No member of a request is ignored: it is acted upon, or refused by its name. */
class RequestMembersTest {
  /** What is refused; with {@code HANDLED} it is all that the SDK can send. */
  private static final Map<String, Set<String>> REFUSED =
      Map.ofEntries(
          Map.entry("CreateKey", Set.of("CustomKeyStoreId", "XksKeyId")),
          Map.entry("Decrypt", Set.of("Recipient", "DryRunModifiers")),
          Map.entry("ReEncrypt", Set.of("DryRunModifiers")),
          Map.entry("GenerateDataKey", Set.of("Recipient")),
          Map.entry("GenerateDataKeyPair", Set.of("Recipient")),
          Map.entry("DeriveSharedSecret", Set.of("Recipient")),
          Map.entry("GenerateRandom", Set.of("Recipient", "CustomKeyStoreId")),
          Map.entry("CreateGrant", Set.of("GranteeServicePrincipal", "RetiringServicePrincipal")),
          Map.entry("ListGrants", Set.of("GranteeServicePrincipal")),
          Map.entry("ListRetirableGrants", Set.of("RetiringServicePrincipal")));

  @TempDir private Path home;

  private record Refused(Class<?> request, String member) {
    @Override
    public String toString() {
      return request.getSimpleName() + "." + member;
    }
  }

  static Stream<Class<?>> requests() {
    return Arrays.stream(KmsForCaller.class.getDeclaredMethods())
        .filter(method -> method.getParameterCount() == 1)
        .<Class<?>>map(method -> method.getParameterTypes()[0])
        .filter(AwsRequest.class::isAssignableFrom);
  }

  static Stream<Refused> refused() {
    return requests()
        .flatMap(
            request ->
                REFUSED.getOrDefault(operation(request), Set.of()).stream()
                    .map(member -> new Refused(request, member)));
  }

  private static String operation(Class<?> request) {
    return request.getSimpleName().replaceFirst("Request$", "");
  }

  private static SdkPojo builder(Class<?> request) throws ReflectiveOperationException {
    return (SdkPojo) request.getMethod("builder").invoke(null);
  }

  /** A new release of the SDK with a new member makes this fail until somebody has decided. */
  @ParameterizedTest
  @MethodSource("requests")
  void everyMemberIsDecidedUpon(Class<?> request) throws ReflectiveOperationException {
    TreeSet<String> decided = new TreeSet<>(RequestMembers.HANDLED.of(operation(request)));
    decided.addAll(REFUSED.getOrDefault(operation(request), Set.of()));

    assertThat(decided)
        .containsExactlyInAnyOrderElementsOf(
            builder(request).sdkFields().stream().map(SdkField::memberName).toList());
  }

  /** Whatever else the request says or lacks, and before anything of it is done. */
  @ParameterizedTest
  @MethodSource("refused")
  void whatIsNotHandledIsRefusedByName(Refused refused) throws ReflectiveOperationException {
    SdkPojo builder = builder(refused.request());
    for (SdkField<?> field : builder.sdkFields()) {
      if (field.memberName().equals(refused.member())) {
        field.set(builder, value(field));
      }
    }
    AwsRequest request = (AwsRequest) ((SdkBuilder<?, ?>) builder).build();

    assertThat(RequestMembers.HANDLED.firstOther(request)).contains(refused.member());
  }

  private static Object value(SdkField<?> field) {
    return switch (field.memberName()) {
      case "GrantTokens", "DryRunModifiers" -> List.of("IGNORE_CIPHERTEXT");
      case "Recipient" ->
          RecipientInfo.builder().attestationDocument(SdkBytes.fromUtf8String("x")).build();
      default -> "some";
    };
  }

  @Test
  void theServiceItselfRefuses() {
    try (KmsFixture fixture = new KmsFixture(home)) {
      KmsClient kms = fixture.client();
      assertThatThrownBy(() -> kms.createKey(r -> r.customKeyStoreId("cks-1234567890abcdef0")))
          .isInstanceOf(
              software.amazon.awssdk.services.kms.model.UnsupportedOperationException.class)
          .hasMessageContaining("CustomKeyStoreId is not supported in this region.");
      assertThatThrownBy(() -> kms.createKey(r -> r.xksKeyId("xks"))).isNotNull();
      assertThat(kms.listKeys().keys()).isEmpty();
      String key = kms.createKey(r -> {}).keyMetadata().keyId();
      assertThat(kms.describeKey(r -> r.keyId(key).grantTokens(List.of()))).isNotNull();
    }
  }

  @Test
  @SuppressWarnings("deprecation") // AWS still takes CustomerMasterKeySpec
  void theTwoNamesOfTheKeySpecExcludeEachOther() {
    try (KmsFixture fixture = new KmsFixture(home)) {
      assertThatThrownBy(
              () ->
                  fixture
                      .client()
                      .createKey(
                          r ->
                              r.keySpec(KeySpec.SYMMETRIC_DEFAULT)
                                  .customerMasterKeySpec("SYMMETRIC_DEFAULT")))
          .hasMessageContaining("in the same request");
    }
  }

  @Test
  void policiesAreListedAsLimitAndMarkerSay() {
    try (KmsFixture fixture = new KmsFixture(home)) {
      KmsClient kms = fixture.client();
      String key = kms.createKey(r -> {}).keyMetadata().keyId();
      assertThat(kms.listKeyPolicies(r -> r.keyId(key).limit(1)).policyNames())
          .containsExactly("default");
      assertThatThrownBy(() -> kms.listKeyPolicies(r -> r.keyId(key).limit(0)))
          .hasMessageContaining("greater than or equal to 1");
      assertThatThrownBy(() -> kms.listKeyPolicies(r -> r.keyId(key).marker("?")))
          .isInstanceOf(InvalidMarkerException.class);
    }
  }
}
