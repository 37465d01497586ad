package io.snapseal.wire;

import java.net.InetAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;

/** Real servers over the two fakes, and the SDK's clients for them. */
final class Servers {
  static final String SECRET = "a secret for tests only";

  private Servers() {}

  static WireServer overFakes() {
    return start(WireSettings.loopback(0));
  }

  static WireServer start(WireSettings settings) {
    return WireServer.start(
        settings,
        List.of(FakeRds.SERVICE, FakeKms.SERVICE),
        id ->
            id.equals(Requests.KEY_ID) ? Optional.of(SecretAccessKey.of(SECRET)) : Optional.empty(),
        Clock.systemUTC(),
        UUID::randomUUID,
        Map.of("GET /health", request -> WireResponse.text(200, "text/plain", "ok\n")));
  }

  static WireLimits smallLimits() {
    return new WireLimits(10_000, 4096, 50, 8, Duration.ofSeconds(30), Duration.ofSeconds(5));
  }

  static WireSettings small() {
    return new WireSettings(InetAddress.getLoopbackAddress(), 0, Optional.empty(), smallLimits());
  }

  static <B extends AwsSyncClientBuilder<B, ?> & AwsClientBuilder<B, ?>> B client(
      WireServer server, B builder) {
    return builder
        .endpointOverride(URI.create(server.endpoint().toString()))
        .region(Region.EU_WEST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create(Requests.KEY_ID, SECRET)))
        .overrideConfiguration(
            ClientOverrideConfiguration.builder()
                .retryStrategy(RetryMode.STANDARD)
                .retryStrategy(b -> b.maxAttempts(1))
                .build())
        .httpClient(UrlConnectionHttpClient.create());
  }
}
