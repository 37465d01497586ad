package io.snapseal.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.utils.builder.Buildable;

/** A member that AWS adds tomorrow and calls a password must not be the first one shown. */
class SecretMembersTest {
  private static final String CANARY = "CANARY";

  private static final Pattern SUSPECT =
      Pattern.compile(
          "password|passphrase|secret|token|credential|private|presigned|assertion|seed|otp"
              + "|authenticationcode|signature|cookie",
          Pattern.CASE_INSENSITIVE);

  /** Suspect by their names only. */
  private static final Set<String> HARMLESS =
      Set.of(
          "AssertionEncryptionMode",
          "AuthSecretArn",
          "ClientPasswordAuthType",
          "DomainAuthSecretArn",
          "GlobalEndpointTokenVersion",
          "MasterUserSecretKmsKeyId",
          "NextToken",
          "RemovePrivateKey",
          "SecretArn",
          "SecretStatus",
          "ServiceCredentialAlias",
          "ServiceSpecificCredentialId",
          "SubjectFromWebIdentityToken",
          "TdeCredentialArn");

  private final Parameters parameters = new Parameters();

  @Test
  void whatIsCalledASecretIsHiddenInEveryRequestAndResponse() throws IOException {
    Set<Class<?>> seen = new HashSet<>();
    Set<String> shown = new TreeSet<>();
    for (Class<? extends SdkClient> client :
        List.of(
            KmsClient.class,
            RdsClient.class,
            IamClient.class,
            StsClient.class,
            OrganizationsClient.class)) {
      for (SdkPojo pojo : objects(client)) {
        lookInto(pojo, seen, shown);
      }
    }

    assertThat(seen).hasSizeGreaterThan(500);
    assertThat(shown).isEqualTo(HARMLESS);
  }

  private void lookInto(SdkPojo builder, Set<Class<?>> seen, Set<String> shown) throws IOException {
    if (!seen.add(builder.getClass())) {
      return;
    }
    for (SdkField<?> field : builder.sdkFields()) {
      SdkField<?> inner =
          field
              .getOptionalTrait(ListTrait.class)
              .<SdkField<?>>map(ListTrait::memberFieldInfo)
              .orElse(field);
      if (inner.marshallingType() == MarshallingType.SDK_POJO) {
        lookInto(inner.constructor().get(), seen, shown);
      } else if (inner.marshallingType() == MarshallingType.STRING) {
        field.set(builder, inner == field ? CANARY : List.of(CANARY));
      }
    }
    SdkPojo built = (SdkPojo) ((Buildable) builder).build();
    for (SdkField<?> field : built.sdkFields()) {
      String name = field.locationName();
      if (SUSPECT.matcher(name).find() && written(built, name).contains(CANARY)) {
        shown.add(name);
      }
    }
  }

  private String written(SdkPojo object, String name) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      parameters.write(object, json);
    }
    String member = name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
    return new com.fasterxml.jackson.databind.ObjectMapper()
        .readTree(text.toString())
        .path(member)
        .toString();
  }

  /** Builders of what its operations take and give. */
  private static List<SdkPojo> objects(Class<?> client) {
    return Stream.of(client.getMethods())
        .filter(method -> method.getReturnType().getSimpleName().endsWith("Response"))
        .flatMap(
            method ->
                Stream.concat(
                    Stream.of(method.getReturnType()), Stream.of(method.getParameterTypes())))
        .filter(SdkPojo.class::isAssignableFrom)
        .distinct()
        .map(SecretMembersTest::builder)
        .toList();
  }

  private static SdkPojo builder(Class<?> type) {
    try {
      Method builder = type.getMethod("builder");
      return (SdkPojo) builder.invoke(null);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
