package io.snapseal.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URI;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.utils.builder.Buildable;

/**
 * The SDK's own clients: each operation's request arrives as sent, and its response as answered.
 */
class EveryOperationTest {
  private static final AtomicReference<SdkPojo> RECEIVED = new AtomicReference<>();
  private static final AtomicReference<SdkPojo> ANSWER = new AtomicReference<>();

  private static WireServer server;
  private static RdsClient rds;
  private static KmsClient kms;
  private static StsClient sts;
  private static IamClient iam;
  private static OrganizationsClient organizations;

  @BeforeAll
  static void start() {
    server =
        WireServer.start(
            WireSettings.loopback(0),
            List.of(
                PublishedService.query(
                    "rds",
                    "2014-10-31",
                    "http://rds.amazonaws.com/doc/2014-10-31/",
                    RdsClient.class,
                    origin -> AnyClient.of(RdsClient.class, EveryOperationTest::answer)),
                PublishedService.query(
                    "sts",
                    "2011-06-15",
                    "https://sts.amazonaws.com/doc/2011-06-15/",
                    StsClient.class,
                    origin -> AnyClient.of(StsClient.class, EveryOperationTest::answer)),
                PublishedService.query(
                    "iam",
                    "2010-05-08",
                    "https://iam.amazonaws.com/doc/2010-05-08/",
                    IamClient.class,
                    origin -> AnyClient.of(IamClient.class, EveryOperationTest::answer)),
                PublishedService.json(
                    "kms",
                    "2014-11-01",
                    "TrentService",
                    KmsClient.class,
                    origin -> AnyClient.of(KmsClient.class, EveryOperationTest::answer)),
                PublishedService.json(
                    "organizations",
                    "2016-11-28",
                    "AWSOrganizationsV20161128",
                    OrganizationsClient.class,
                    origin -> AnyClient.of(OrganizationsClient.class, EveryOperationTest::answer))),
            id -> Optional.of(Requests.SECRET),
            Clock.systemUTC(),
            UUID::randomUUID,
            Map.of());
    rds = configured(RdsClient.builder()).build();
    kms = configured(KmsClient.builder()).build();
    sts = configured(StsClient.builder()).build();
    iam = configured(IamClient.builder()).build();
    organizations = configured(OrganizationsClient.builder()).build();
  }

  @AfterAll
  static void stop() {
    rds.close();
    kms.close();
    sts.close();
    iam.close();
    organizations.close();
    server.close();
  }

  private static SdkPojo answer(SdkPojo request) {
    RECEIVED.set(request);
    return Objects.requireNonNull(ANSWER.get());
  }

  private static SdkPojo received() {
    return Objects.requireNonNull(RECEIVED.get());
  }

  private static <B extends AwsSyncClientBuilder<B, ?> & AwsClientBuilder<B, ?>> B configured(
      B builder) {
    return builder
        .endpointOverride(URI.create(server.endpoint().toString()))
        .region(Region.EU_WEST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(Requests.KEY_ID, "a secret for tests only")))
        .httpClient(UrlConnectionHttpClient.create());
  }

  static Stream<Method> operations() {
    return Stream.of(
            RdsClient.class,
            KmsClient.class,
            StsClient.class,
            IamClient.class,
            OrganizationsClient.class)
        .flatMap(
            client ->
                Arrays.stream(client.getMethods())
                    .filter(method -> Operation.of(method).isPresent()))
        // Sent without a signature, for callers that have no key yet.
        .filter(method -> !method.getName().startsWith("assumeRoleWith"));
  }

  @ParameterizedTest
  @MethodSource("operations")
  void carriesItsRequestAndItsResponse(Method method) throws ReflectiveOperationException {
    SdkPojo request = sample(method.getParameterTypes()[0], 1);
    SdkPojo response = sample(method.getReturnType(), 2);
    ANSWER.set(response);

    Object returned = call(method, request);

    assertThat(received().equalsBySdkFields(arriving(request)))
        .as("%s%n%s", received(), arriving(request))
        .isTrue();
    assertThat(((SdkPojo) returned).equalsBySdkFields(response))
        .as("%s%n%s", returned, response)
        .isTrue();
  }

  private static Object call(Method method, SdkPojo request) throws ReflectiveOperationException {
    Map<Class<?>, Object> clients =
        Map.of(
            RdsClient.class,
            rds,
            KmsClient.class,
            kms,
            StsClient.class,
            sts,
            IamClient.class,
            iam,
            OrganizationsClient.class,
            organizations);
    Object client = clients.get(method.getDeclaringClass());
    try {
      return method.invoke(client, request);
    } catch (InvocationTargetException e) {
      throw new AssertionError(method.getName(), e.getTargetException());
    }
  }

  private static SdkPojo sample(Class<?> type, long seed) throws ReflectiveOperationException {
    return new WireSamples(seed).filled((SdkPojo) type.getMethod("builder").invoke(null));
  }

  /** The RDS client turns {@code SourceRegion} into a presigned URL and drops it. */
  private static SdkPojo arriving(SdkPojo request) throws ReflectiveOperationException {
    if (request.sdkFields().stream().noneMatch(f -> f.memberName().equals("SourceRegion"))) {
      return request;
    }
    SdkPojo builder = (SdkPojo) request.getClass().getMethod("builder").invoke(null);
    for (SdkField<?> field : request.sdkFields()) {
      boolean presigned = field.memberName().equals("PreSignedUrl");
      if (!field.memberName().equals("SourceRegion")) {
        field.set(builder, field.getValueOrDefault(presigned ? received() : request));
      }
    }
    return (SdkPojo) ((Buildable) builder).build();
  }
}
