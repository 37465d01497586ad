package io.snapseal.rds.peer;

import io.snapseal.blockstore.ObjectName;
import io.snapseal.iam.Caller;
import io.snapseal.model.SdkJson;
import io.snapseal.rds.resource.Ids;
import io.snapseal.rds.resource.RdsArn;
import io.snapseal.rds.resource.RdsFaults;
import io.snapseal.rds.resource.SnapshotInternals;
import io.snapseal.rds.snapshot.CopyRequest;
import io.snapseal.rds.snapshot.NewCopies;
import io.snapseal.state.Row;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

/**
 * CopyDBSnapshot from another server's region: that one decides, by the presigned URL, whether the
 * caller may copy from there; this one, as always, whether he may copy to here.
 */
public final class PeerCopies {
  private static final Logger LOG = LoggerFactory.getLogger(PeerCopies.class);

  private final PeerRegions peers;
  private final NewCopies<DBSnapshot> newCopies;
  private final Ids ids;

  public PeerCopies(PeerRegions peers, NewCopies<DBSnapshot> newCopies, Ids ids) {
    this.peers = peers;
    this.newCopies = newCopies;
    this.ids = ids;
  }

  /** Whether the source is another server's. */
  public boolean isFromPeer(Caller caller, CopyRequest request) {
    return peers.has(source(caller, request).scope().region());
  }

  private static RdsArn source(Caller caller, CopyRequest request) {
    return RdsArn.snapshotNamed(caller.scope(), request.source());
  }

  public DBSnapshot copy(Caller caller, CopyRequest request) {
    RdsArn source = source(caller, request);
    String url = request.preSignedUrl();
    if (url == null) {
      throw RdsFaults.invalidValue(
          ("A pre-signed url must be specified for copying snapshot across region: %s is another"
                  + " server's, which must know who asks. Give SourceRegion, and the SDK makes it.")
              .formatted(source.scope().region()));
    }
    PeerRequest.Loan loan = new PeerRequest.Loan(ids.task(), request.source());
    Row<DBSnapshot, SnapshotInternals> offered = offered(caller, source, request, url, loan);
    boolean added = false;
    try {
      DBSnapshot copy =
          newCopies.add(caller, offered, request, PeerCopying.making(loan), handle -> {});
      added = true;
      return copy;
    } finally {
      if (!added) {
        PeerCopying.end(peers, caller.region(), source.scope().region(), loan);
      }
    }
  }

  private Row<DBSnapshot, SnapshotInternals> offered(
      Caller caller, RdsArn source, CopyRequest request, String url, PeerRequest.Loan loan) {
    String region = source.scope().region();
    PeerRequest.Offer offer =
        new PeerRequest.Offer(
            loan,
            caller.account(),
            request.target(),
            request.kmsKeyId(),
            caller.origin().host(),
            url);
    try {
      PeerAnswers.OfferedSnapshot offered =
          PeerAnswers.read(
              region, peers.ask(caller.region(), region, offer), PeerAnswers::readSnapshot);
      return row(source, offered);
    } catch (PeerUnreachableException | IllegalArgumentException e) {
      LOG.warn("no copy from {}", region, e);
      throw RdsFaults.unavailable(
          "The server of the region %s does not answer as it should. Try again later."
              .formatted(region));
    }
  }

  /** What it is said to be, as far as it is acted upon, must be well-formed. */
  private static Row<DBSnapshot, SnapshotInternals> row(
      RdsArn source, PeerAnswers.OfferedSnapshot offered) {
    DBSnapshot shown = SdkJson.readInto(DBSnapshot.builder(), offered.json());
    if (!source.toString().equals(shown.dbSnapshotArn())
        || shown.engine() == null
        || shown.engineVersion() == null
        || shown.dbiResourceId() == null
        || !Ids.isDatabase(shown.dbiResourceId())) {
      throw new IllegalArgumentException("not the snapshot that was asked for");
    }
    return new Row<>(
        source.scope(),
        source.id(),
        shown,
        SnapshotInternals.ofNew(
            "foreign", ObjectName.requirePart(offered.volume()), offered.databaseName()));
  }
}
