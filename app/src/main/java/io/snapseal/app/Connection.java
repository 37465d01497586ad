package io.snapseal.app;

import io.snapseal.autopilot.aws.Clients;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.sts.StsClient;

/** An account's clients, one per region and service, over one HTTP client. */
final class Connection implements Clients, AutoCloseable {
  private final @Nullable URI endpoint;
  private final AwsCredentialsProvider credentials;
  private final List<String> regions;
  private final ClientOverrideConfiguration settings;
  private final SdkHttpClient http = UrlConnectionHttpClient.create();
  private final Map<String, RdsClient> rds = new ConcurrentHashMap<>();
  private final Map<String, KmsClient> kms = new ConcurrentHashMap<>();
  private @Nullable String account;

  /**
   * A connection that depends on nothing in the environment or in AWS's files.
   *
   * @param endpoint answers for every service and region
   * @param regions where to work, at least one; the first is the usual one
   */
  Connection(URI endpoint, AwsCredentialsProvider credentials, List<String> regions) {
    this(
        endpoint,
        credentials,
        regions,
        ClientOverrideConfiguration.builder()
            .defaultProfileFile(AwsFiles.NONE)
            .defaultProfileName("default")
            .build());
  }

  /**
   * @param endpoint answers for every service and region, or null for AWS's own endpoints
   * @param regions where to work, at least one; the first is the usual one
   * @param settings of every client, such as the profile it takes its defaults from
   */
  Connection(
      @Nullable URI endpoint,
      AwsCredentialsProvider credentials,
      List<String> regions,
      ClientOverrideConfiguration settings) {
    this.endpoint = endpoint;
    this.credentials = credentials;
    this.regions = List.copyOf(regions);
    this.settings = settings;
  }

  /** Every region to work in. */
  List<String> regions() {
    return regions;
  }

  /** The one region of commands that work in one. */
  String region() {
    return regions.get(0);
  }

  @Override
  public RdsClient rds(String region) {
    return rds.computeIfAbsent(region, name -> client(RdsClient.builder(), name));
  }

  @Override
  public KmsClient kms(String region) {
    return kms.computeIfAbsent(region, name -> client(KmsClient.builder(), name));
  }

  /**
   * The account that the credentials belong to; asked once.
   *
   * @throws UserError if there is no answer, or the credentials are not accepted
   */
  @Override
  public synchronized String account() {
    if (account == null) {
      account = asked();
    }
    return account;
  }

  @Override
  public void close() {
    rds.values().forEach(RdsClient::close);
    kms.values().forEach(KmsClient::close);
    http.close();
  }

  private String asked() {
    CallerAccount asked =
        endpoint == null
            ? new CallerAccount(
                "AWS in " + region(),
                "Check the network and the region (aws sts get-caller-identity).")
            : new CallerAccount(
                endpoint.toString(),
                "Start the region with 'snapseal region start', or correct the endpoint.");
    try (StsClient sts = client(StsClient.builder(), region())) {
      return asked.of(credentials, sts);
    }
  }

  /** Snapshots as streams, which a private region alone has. */
  SignedTransfer transfer() {
    if (endpoint == null) {
      throw new UserError(
          "AWS takes no files for snapshots and gives none out: a private region does",
          "Use --local, or name the region's endpoint with --endpoint-url.");
    }
    return new SignedTransfer(endpoint, region(), credentials);
  }

  /** Any other client of the same endpoint, as the same caller; it is the caller's to close. */
  <B extends AwsClientBuilder<B, C> & SdkSyncClientBuilder<B, C>, C> C client(
      B builder, String region) {
    return with(builder, region).build();
  }

  private <B extends AwsClientBuilder<B, C> & SdkSyncClientBuilder<B, C>, C> B with(
      B builder, String region) {
    builder
        .region(Region.of(region))
        .credentialsProvider(credentials)
        .httpClient(http)
        .overrideConfiguration(settings);
    if (endpoint != null) {
      builder.endpointOverride(endpoint);
    }
    return builder;
  }
}
