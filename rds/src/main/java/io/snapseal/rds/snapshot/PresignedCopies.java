package io.snapseal.rds.snapshot;

import io.snapseal.iam.Caller;
import io.snapseal.rds.resource.Identifiers;
import io.snapseal.rds.resource.RdsArn;
import io.snapseal.rds.resource.RdsFaults;
import io.snapseal.rds.snapshot.PresignedUrls.Presigned;
import io.snapseal.rds.snapshot.PresignedUrls.RefusedException;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The presigned URL of a copy: a request for the source's region, signed by the caller for this
 * very copy (RDS API reference, {@code CopyDBSnapshot}, "PreSignedUrl").
 */
public final class PresignedCopies {
  private final PresignedUrls urls;

  public PresignedCopies(PresignedUrls urls) {
    this.urls = urls;
  }

  /**
   * Who signed the URL, in the source's region.
   *
   * @param type of the snapshot, as in its ARN
   * @param region of the source
   * @param destination the region of the copy
   * @param request the source's and the target's name and the key must be those that were signed
   * @param calledHost where the caller's own request was addressed to: some SDKs address the URL to
   *     it, with the one region's name in the other's place; others to AWS, whatever they call
   * @throws RuntimeException AWS's fault if it is not a request for that copy
   */
  public Caller signer(
      String url,
      String type,
      String region,
      String destination,
      CopyRequest request,
      String calledHost) {
    try {
      Presigned presigned = urls.verified(url);
      requireFor(presigned, region, calledHost.replace(destination, region));
      requireSame(presigned.parameters(), type, destination, request);
      return presigned.signer();
    } catch (RefusedException e) {
      throw refused(String.valueOf(e.getMessage()));
    }
  }

  /** AWS's sentence, and the reason. */
  public static RuntimeException refused(String why) {
    return RdsFaults.invalidValue("PreSignedUrl could not be authenticated: " + why + ".");
  }

  private static void requireFor(Presigned presigned, String region, String calledHost) {
    require(presigned.service().equals("rds"), "it is not for RDS");
    require(presigned.signer().region().equals(region), "it is not for the source's region");
    String host = presigned.host();
    boolean known =
        host.equals("rds." + region + ".amazonaws.com")
            || host.equals("rds-fips." + region + ".amazonaws.com")
            || host.equals("rds." + region + ".api.aws")
            || host.equals(calledHost);
    require(known, "it is addressed to another host");
  }

  private static void requireSame(
      Map<String, String> signed, String type, String destination, CopyRequest request) {
    String kind = type.equals(RdsArn.SNAPSHOT) ? "DBSnapshot" : "DBClusterSnapshot";
    requireEqual("Action", signed.get("Action"), "Copy" + kind);
    requireEqual("DestinationRegion", signed.get("DestinationRegion"), destination);
    String source = "Source" + kind + "Identifier";
    requireEqual(source, signed.get(source), request.source());
    String target = "Target" + kind + "Identifier";
    String name = signed.get(target);
    requireEqual(target, name == null ? null : Identifiers.stored(name), request.target());
    requireEqual("KmsKeyId", signed.get("KmsKeyId"), request.kmsKeyId());
  }

  private static void requireEqual(String name, @Nullable String signed, @Nullable String asked) {
    require(Objects.equals(signed, asked), "its " + name + " is not that of the request");
  }

  private static void require(boolean right, String why) {
    if (!right) {
      throw new RefusedException(why);
    }
  }
}
