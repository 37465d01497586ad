package io.snapseal.app;

import io.snapseal.iam.AccessKey;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;

/** Where a command works: the region in a home directory, or AWS by its own conventions. */
final class Where {
  @Option(names = "--local", description = "The private region in --home.")
  private boolean local;

  @Option(
      names = "--home",
      paramLabel = "DIR",
      description = "The private region's directory (default: ~/.snapseal).")
  private @Nullable Path home;

  @Option(names = "--profile", paramLabel = "NAME", description = "A profile of the AWS files.")
  private @Nullable String profile;

  @Option(
      names = "--endpoint-url",
      paramLabel = "URL",
      description = "Another endpoint that speaks AWS's API (default: AWS_ENDPOINT_URL, or AWS).")
  private @Nullable URI endpoint;

  @Option(
      names = "--region",
      paramLabel = "REGION",
      description = "The region to work in; may be repeated where several make sense.")
  private List<String> regions = List.of();

  /** The connection that the options describe. */
  Connection connection() {
    return local || home != null ? localConnection() : awsConnection();
  }

  private Connection localConnection() {
    Home directory = Home.at(home == null ? Home.usual() : home);
    ServerFile server = ServerFile.read(directory);
    AccessKey key = Credentials.read(directory.credentials());
    return new Connection(
        server.endpoint(),
        StaticCredentialsProvider.create(
            AwsBasicCredentials.create(key.id(), key.secret().reveal())),
        regions.isEmpty() ? server.regions() : regions);
  }

  private Connection awsConnection() {
    AwsCredentialsProvider credentials =
        profile == null
            ? DefaultCredentialsProvider.builder().build()
            : ProfileCredentialsProvider.create(profile);
    return new Connection(endpointOrEnvironment(), credentials, regionsOrDefault());
  }

  private @Nullable URI endpointOrEnvironment() {
    String fromEnvironment = System.getenv("AWS_ENDPOINT_URL");
    return endpoint == null && fromEnvironment != null ? URI.create(fromEnvironment) : endpoint;
  }

  private List<String> regionsOrDefault() {
    if (!regions.isEmpty()) {
      return regions;
    }
    try {
      Region usual = DefaultAwsRegionProviderChain.builder().build().getRegion();
      return List.of(usual.id());
    } catch (SdkClientException e) {
      throw new UserError(
          "no region is named",
          "Give --region, set AWS_REGION, or use --local for the private region.");
    }
  }
}
