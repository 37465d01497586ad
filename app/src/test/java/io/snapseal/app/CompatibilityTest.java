package io.snapseal.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.utils.builder.SdkBuilder;

/**
 * docs/compatibility.md says of every operation whether a client finds it: each is asked for, over
 * HTTP. {@code -Dsnapseal.docs.write=true} writes the file anew.
 */
class CompatibilityTest {
  private static final Path DOCUMENT = Path.of("../docs/compatibility.md");

  /** The SDK does not sign what needs no credentials in AWS; here nothing goes without. */
  private static final Set<String> REFUSED =
      Set.of("UnsupportedOperation", "UnsupportedOperationException", "MissingAuthenticationToken");

  private static final String WHY = " is not offered by a private region: ";

  @TempDir private Path temporary;

  @Test
  void theDocumentSaysWhatAClientFinds() throws Exception {
    String found;
    try (RegionFixture fixture = new RegionFixture(temporary.resolve("home"))) {
      found =
          """
          # Compatibility

          Every operation of the services a private region publishes, asked for by AWS's SDK for Java over HTTP. *Offered* operations do what AWS's do, for the members they do not refuse by name;
          *refused* ones answer `UnsupportedOperation`, and RDS says why. Made by `CompatibilityTest` (`-Dsnapseal.docs.write=true`), which fails when this file is not what it finds.

          """
              + section("KMS", KmsClient.class, client(fixture, KmsClient.builder()))
              + section("IAM", IamClient.class, client(fixture, IamClient.builder()))
              + section("STS", StsClient.class, client(fixture, StsClient.builder()))
              + section(
                  "Organizations",
                  OrganizationsClient.class,
                  client(fixture, OrganizationsClient.builder()))
              + section("RDS", RdsClient.class, client(fixture, RdsClient.builder()));
    }
    if (Boolean.getBoolean("snapseal.docs.write")) {
      Files.writeString(DOCUMENT, found);
    }
    assertThat(Files.readString(DOCUMENT)).isEqualTo(found);
  }

  private static <B extends AwsClientBuilder<B, C>, C> C client(RegionFixture fixture, B builder) {
    io.snapseal.iam.AccessKey key = Credentials.read(fixture.region.home().credentials());
    URI endpoint = fixture.region.endpoint();
    return builder
        .endpointOverride(endpoint)
        .region(Region.of(RegionFixture.FIRST))
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(key.id(), key.secret().reveal())))
        .build();
  }

  private static <C extends SdkClient> String section(String name, Class<C> type, C client)
      throws ReflectiveOperationException {
    Set<String> offered = new TreeSet<>();
    Set<String> refused = new TreeSet<>();
    Map<String, Set<String>> reasons = new TreeMap<>();
    try (client) {
      for (Method operation : operations(type)) {
        Optional<String> refusal = refusal(operation, client);
        (refusal.isEmpty() ? offered : refused).add(wireName(operation));
        refusal.ifPresent(
            message ->
                reasons
                    .computeIfAbsent(reason(message), reason -> new TreeSet<>())
                    .add(wireName(operation)));
      }
    }
    return "## %s: %d of %d\n\n**Offered:** %s\n\n**Refused:** %s\n\n"
        .formatted(
            name,
            offered.size(),
            offered.size() + refused.size(),
            listed(offered),
            reasons.size() > 1 ? explained(reasons) : listed(refused));
  }

  /** Where a service says why, each reason has its line. */
  private static String explained(Map<String, Set<String>> reasons) {
    return reasons.entrySet().stream()
        .map(reason -> "\n* %s: *%s*".formatted(listed(reason.getValue()), reason.getKey()))
        .collect(Collectors.joining());
  }

  private static String reason(String message) {
    int said = message.indexOf(WHY);
    return said < 0 ? "" : message.substring(said + WHY.length()).replaceFirst("\\.$", "");
  }

  private static String listed(Set<String> names) {
    return names.isEmpty() ? "none" : String.join(", ", names);
  }

  private static List<Method> operations(Class<?> client) {
    return Arrays.stream(client.getMethods())
        .filter(method -> method.getParameterCount() == 1)
        .filter(method -> AwsRequest.class.isAssignableFrom(method.getParameterTypes()[0]))
        .filter(method -> AwsResponse.class.isAssignableFrom(method.getReturnType()))
        .toList();
  }

  private static String wireName(Method operation) {
    String name = operation.getName();
    return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
  }

  private static Optional<String> refusal(Method operation, SdkClient client)
      throws ReflectiveOperationException {
    Object empty =
        ((SdkBuilder<?, ?>) operation.getParameterTypes()[0].getMethod("builder").invoke(null))
            .build();
    try {
      operation.invoke(client, empty);
      return Optional.empty();
    } catch (InvocationTargetException e) {
      assertThat(e.getTargetException())
          .as(operation.getName())
          .isInstanceOf(AwsServiceException.class);
      AwsServiceException answer = (AwsServiceException) e.getTargetException();
      assertThat(answer.statusCode()).as(operation.getName() + ": " + answer).isLessThan(500);
      return REFUSED.contains(answer.awsErrorDetails().errorCode())
          ? Optional.of(answer.awsErrorDetails().errorMessage())
          : Optional.empty();
    }
  }
}
