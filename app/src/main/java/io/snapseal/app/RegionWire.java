package io.snapseal.app;

import io.snapseal.audit.CloudTrail;
import io.snapseal.iam.Caller;
import io.snapseal.iam.Origin;
import io.snapseal.iam.organization.Organizations;
import io.snapseal.iam.service.Iam;
import io.snapseal.iam.service.SignedCallers;
import io.snapseal.iam.service.StsService;
import io.snapseal.kms.Kms;
import io.snapseal.rds.Rds;
import io.snapseal.state.StateStore;
import io.snapseal.wire.AccessKeySecrets;
import io.snapseal.wire.PlainEndpoint;
import io.snapseal.wire.PublishedService;
import io.snapseal.wire.PublishedStream;
import io.snapseal.wire.RequestOrigin;
import io.snapseal.wire.SecretAccessKey;
import io.snapseal.wire.TlsFiles;
import io.snapseal.wire.WireLimits;
import io.snapseal.wire.WireRequest;
import io.snapseal.wire.WireResponse;
import io.snapseal.wire.WireSettings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.sts.StsClient;

/** Which services a region publishes, under AWS's names for them, and who a request comes from. */
final class RegionWire {
  private static final int OK = 200;
  private static final int FORBIDDEN = 403;
  private static final String RDS_NAMESPACE = "http://rds.amazonaws.com/doc/2014-10-31/";

  private final StateStore state;
  private final SignedCallers callers;
  private final List<String> regions;
  private final Kms kms;
  private final Rds rds;
  private final Iam iam;
  private final StsService sts;
  private final CloudTrail cloudTrail;
  private final Organizations organizations;

  RegionWire(
      StateStore state,
      SignedCallers callers,
      List<String> regions,
      Kms kms,
      Rds rds,
      Iam iam,
      StsService sts,
      CloudTrail cloudTrail,
      Organizations organizations) {
    this.state = state;
    this.callers = callers;
    this.regions = regions;
    this.kms = kms;
    this.rds = rds;
    this.iam = iam;
    this.sts = sts;
    this.cloudTrail = cloudTrail;
    this.organizations = organizations;
  }

  /** What signatures are checked with. */
  AccessKeySecrets secrets() {
    return secrets(callers);
  }

  /** What signatures of those callers are checked with. */
  static AccessKeySecrets secrets(SignedCallers callers) {
    return new AccessKeySecrets() {
      @Override
      public Optional<SecretAccessKey> find(String accessKeyId) {
        return callers.secretOf(accessKeyId).map(secret -> SecretAccessKey.of(secret.reveal()));
      }

      @Override
      public Optional<Temporary> findTemporary(String accessKeyId, String sessionToken) {
        return callers
            .sessionOf(accessKeyId, sessionToken)
            .map(
                session ->
                    new Temporary(SecretAccessKey.of(session.secret().reveal()), session.expiry()));
      }
    };
  }

  /** How many resources of each kind there are. */
  Map<String, Long> counts() {
    return state.counts();
  }

  /** What AWS has no operation for, signed like RDS's. */
  Map<String, PublishedStream> streams() {
    return new SnapshotStreams(rds.transfers(), this::caller).published(RDS_NAMESPACE);
  }

  /** The services, by AWS's own service models. */
  List<PublishedService> services() {
    return List.of(
        PublishedService.query(
            "rds", "2014-10-31", RDS_NAMESPACE, RdsClient.class, origin -> rds.as(caller(origin))),
        PublishedService.json(
            "kms", "2014-11-01", "TrentService", KmsClient.class, origin -> kms.as(caller(origin))),
        PublishedService.query(
            "iam",
            "2010-05-08",
            "https://iam.amazonaws.com/doc/2010-05-08/",
            IamClient.class,
            origin -> iam.as(globalCaller(origin))),
        PublishedService.query(
            "sts",
            "2011-06-15",
            "https://sts.amazonaws.com/doc/2011-06-15/",
            StsClient.class,
            origin -> sts.as(globalCaller(origin))),
        PublishedService.json(
            "cloudtrail",
            "2013-11-01",
            "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101",
            CloudTrailClient.class,
            origin -> cloudTrail.as(caller(origin))),
        PublishedService.json(
            "organizations",
            "2016-11-28",
            "AWSOrganizationsV20161128",
            OrganizationsClient.class,
            origin -> organizations.as(globalCaller(origin))));
  }

  /**
   * What needs no signature: that the server is up, and how many resources of each kind it holds.
   */
  static Map<String, PlainEndpoint> plainEndpoints(Supplier<Map<String, Long>> counts) {
    return Map.of(
        "GET /health", request -> RegionHealth.up(),
        "GET /metrics", request -> RegionHealth.metrics(counts.get()));
  }

  /** The same, and where other servers ask: what they say is sealed. */
  Map<String, PlainEndpoint> plainEndpoints() {
    Map<String, PlainEndpoint> endpoints = new HashMap<>(plainEndpoints(this::counts));
    endpoints.put("POST " + HttpPeer.PATH, this::peerAnswer);
    return endpoints;
  }

  private WireResponse peerAnswer(WireRequest request) {
    return rds.answerPeer(request.bodyCopy())
        .map(answer -> new WireResponse(OK, "application/octet-stream", answer))
        .orElseGet(() -> WireResponse.text(FORBIDDEN, "text/plain", "refused\n"));
  }

  static WireSettings settings(RegionOptions options) {
    try {
      return new WireSettings(
          InetAddress.getByName(options.bind()),
          options.port(),
          options.tls().map(tls -> new TlsFiles(tls.certificate(), tls.key())),
          WireLimits.standard());
    } catch (UnknownHostException e) {
      throw new UserError(
          "--bind " + options.bind() + " is not an address", "Use an IP address of this machine.");
    }
  }

  private Caller caller(RequestOrigin origin) {
    if (!regions.contains(origin.region())) {
      throw wrongRegion(origin.region());
    }
    return globalCaller(origin);
  }

  /**
   * IAM, STS and Organizations belong to no region: clients sign for one that the server need not
   * have.
   */
  private Caller globalCaller(RequestOrigin origin) {
    return callers.caller(
        new Origin(
            origin.sourceAddress(),
            origin.secureTransport(),
            Optional.of(origin.accessKeyId()),
            origin.userAgent(),
            origin.requestId(),
            origin.host()),
        origin.sessionToken().map(SecretAccessKey::reveal),
        origin.service(),
        origin.region());
  }

  /** AWS's sentence for a credential scope of a region that an endpoint does not serve. */
  private RuntimeException wrongRegion(String region) {
    String message =
        "Credential should be scoped to a valid region, not '%s'. This server has %s."
            .formatted(region, String.join(", ", regions));
    return AwsServiceException.builder()
        .message(message)
        .statusCode(FORBIDDEN)
        .awsErrorDetails(
            AwsErrorDetails.builder()
                .errorCode("SignatureDoesNotMatch")
                .errorMessage(message)
                .build())
        .build();
  }
}
