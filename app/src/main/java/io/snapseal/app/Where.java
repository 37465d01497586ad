package io.snapseal.app;

import io.snapseal.iam.AccessKey;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.providers.AwsRegionProvider;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;

/** Where a command works: the region in a home directory, or AWS by its own conventions. */
final class Where {
  private static final Pattern REGION = Pattern.compile("[a-z0-9](-?[a-z0-9]){0,62}");

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
  private @Nullable String endpoint;

  @Option(
      names = "--region",
      paramLabel = "REGION",
      description = "The region to work in; may be repeated where several make sense.")
  private List<String> regions = List.of();

  /** AWS by its own conventions, where nothing else is named. */
  static Where aws(@Nullable String profile, @Nullable String endpoint, List<String> regions) {
    Where where = new Where();
    where.profile = profile;
    where.endpoint = endpoint;
    where.regions = regions;
    return where;
  }

  /** The connection that the options describe. */
  Connection connection() {
    return local || home != null ? localConnection() : awsConnection();
  }

  private Connection localConnection() {
    AwsFiles.requireWellFormed();
    Home directory = Home.at(home == null ? Home.usual() : home);
    ServerFile server = ServerFile.read(directory);
    AccessKey key = Credentials.read(directory.credentials());
    return new Connection(
        server.endpoint(),
        StaticCredentialsProvider.create(
            AwsBasicCredentials.create(key.id(), key.secret().reveal())),
        regions.isEmpty()
            ? server.regions()
            : regions.stream().map(region -> named(region, "--region")).distinct().toList());
  }

  private Connection awsConnection() {
    URI url =
        endpoint == null
            ? Endpoint.of(System.getenv("AWS_ENDPOINT_URL"), "AWS_ENDPOINT_URL")
            : Endpoint.of(endpoint, "--endpoint-url");
    ProfileFile files = AwsFiles.read();
    ClientOverrideConfiguration.Builder settings =
        ClientOverrideConfiguration.builder().defaultProfileFile(files);
    DefaultAwsRegionProviderChain.Builder usual =
        DefaultAwsRegionProviderChain.builder().profileFile(() -> files);
    AwsCredentialsProvider credentials;
    if (profile == null) {
      credentials = DefaultCredentialsProvider.builder().build();
    } else {
      AwsFiles.profile(files, profile);
      settings.defaultProfileName(profile);
      usual.profileName(profile);
      credentials =
          ProfileCredentialsProvider.builder().profileFile(files).profileName(profile).build();
    }
    return new Connection(url, credentials, regionsOr(usual.build()), settings.build());
  }

  /**
   * In the order of the AWS CLI (its User Guide, "Configuration and credential precedence"): the
   * option, AWS_REGION, AWS_DEFAULT_REGION, the profile. The SDK itself knows no
   * AWS_DEFAULT_REGION.
   */
  private List<String> regionsOr(AwsRegionProvider usual) {
    if (!regions.isEmpty()) {
      return regions.stream().map(region -> named(region, "--region")).distinct().toList();
    }
    for (String variable : List.of("AWS_REGION", "AWS_DEFAULT_REGION")) {
      String region = System.getenv(variable);
      if (region != null && !region.isEmpty()) {
        return List.of(named(region, variable));
      }
    }
    return List.of(named(ofProfile(usual), "the profile's region"));
  }

  private static String ofProfile(AwsRegionProvider usual) {
    try {
      return usual.getRegion().id();
    } catch (SdkClientException e) {
      throw new UserError(
          "no region is named",
          "Give --region, set AWS_REGION, or use --local for the private region.");
    }
  }

  private static String named(String region, String source) {
    if (!REGION.matcher(region).matches()) {
      throw new UserError(source + " is not an AWS region's code", "Use a code such as us-east-1.");
    }
    return region;
  }
}
