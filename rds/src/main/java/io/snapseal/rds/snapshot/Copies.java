package io.snapseal.rds.snapshot;

import io.snapseal.iam.Caller;
import io.snapseal.rds.resource.RdsArn;
import io.snapseal.rds.resource.RdsFaults;
import io.snapseal.rds.resource.SnapshotInternals;
import io.snapseal.rds.task.Tasks;
import io.snapseal.state.Row;
import java.util.Set;
import software.amazon.awssdk.core.SdkPojo;

/**
 * Copies of snapshots: called for in the region the copy will be in; the way to change the key of
 * what is encrypted, and to encrypt what is not, where its kind allows that (RDS API reference,
 * {@code CopyDBSnapshot} and {@code CopyDBClusterSnapshot}).
 *
 * @param <T> the SDK's model of the kind of snapshot
 */
public final class Copies<T extends SdkPojo> {
  private static final String SERVICE = "rds";

  private final SnapshotKind<T> kind;
  private final Sources<T> sources;
  private final NewCopies<T> newCopies;
  private final Border border;
  private final Set<String> regions;

  /**
   * @param border asked for copies from another region
   * @param regions those of this server
   */
  public Copies(
      SnapshotKind<T> kind,
      Sources<T> sources,
      NewCopies<T> newCopies,
      Border border,
      Set<String> regions) {
    this.kind = kind;
    this.sources = sources;
    this.newCopies = newCopies;
    this.border = border;
    this.regions = regions;
  }

  public T copy(Caller caller, CopyRequest request) {
    RdsArn source = kind.named(caller.scope(), request.source());
    requireReachable(source);
    requireOwn(caller, source, request);
    Caller atSource = caller;
    if (!source.scope().region().equals(caller.region())) {
      atSource = caller.in(source.scope().region()).via(SERVICE);
      border.region().require(atSource, request);
    }
    Row<T, SnapshotInternals> row = sources.readable(atSource, source);
    return newCopies.add(
        caller,
        row,
        request,
        new NewCopies.Making(Tasks.COPY, kind.facts(row).arn()),
        handle -> sources.requireUnchanged(handle, caller.scope(), row));
  }

  /**
   * A presigned URL adds nothing to what the caller may do where both regions know who asks; but
   * one that is given must be the caller's, for this copy.
   */
  private void requireOwn(Caller caller, RdsArn source, CopyRequest request) {
    String url = request.preSignedUrl();
    if (url == null) {
      return;
    }
    Caller signer =
        border
            .presigned()
            .signer(
                url,
                kind.arnType(),
                source.scope().region(),
                caller.region(),
                request,
                caller.origin().host());
    if (!signer.principalArn().equals(caller.principalArn())) {
      throw PresignedCopies.refused("somebody else has signed it");
    }
  }

  private void requireReachable(RdsArn source) {
    if (!regions.contains(source.scope().region())) {
      throw RdsFaults.invalidValue(
          "The region %s of the source snapshot is neither one of this server's (%s) nor a peer's."
              .formatted(source.scope().region(), String.join(", ", regions)));
    }
  }
}
