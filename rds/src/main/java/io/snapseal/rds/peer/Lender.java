package io.snapseal.rds.peer;

import io.snapseal.blockstore.BlockStoreException;
import io.snapseal.blockstore.CopySource;
import io.snapseal.blockstore.KeyAccess;
import io.snapseal.iam.Caller;
import io.snapseal.model.SdkJson;
import io.snapseal.rds.resource.RdsArn;
import io.snapseal.rds.resource.RdsFaults;
import io.snapseal.rds.resource.RegionPlace;
import io.snapseal.rds.resource.SnapshotInternals;
import io.snapseal.rds.snapshot.Border;
import io.snapseal.rds.snapshot.CopyRequest;
import io.snapseal.rds.snapshot.PresignedCopies;
import io.snapseal.rds.snapshot.Sources;
import io.snapseal.rds.storage.VolumeKeys;
import io.snapseal.state.Row;
import io.snapseal.state.Scope;
import io.snapseal.state.StateStore;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

/**
 * Lends snapshots of this server to others. What is lent to whom is decided by the caller's
 * presigned URL, never by the server that asks: it can ask for nothing that no caller asked it for.
 */
public final class Lender implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Lender.class);
  private static final String SERVICE = "rds";

  /** A loan that is not used for so long is over. */
  private static final Duration LIFE = Duration.ofDays(7);

  private static final int MAX_LOANS = 1000;

  private final StateStore state;
  private final PeerRegions peers;
  private final Border border;
  private final Sources<DBSnapshot> sources;
  private final VolumeKeys volumeKeys;
  private final Map<String, RegionPlace> places;
  private final Clock clock;
  private final OpenLoans open;

  public Lender(
      StateStore state,
      PeerRegions peers,
      Border border,
      Sources<DBSnapshot> sources,
      VolumeKeys volumeKeys,
      Map<String, RegionPlace> places,
      Clock clock) {
    this.state = state;
    this.peers = peers;
    this.border = border;
    this.sources = sources;
    this.volumeKeys = volumeKeys;
    this.places = places;
    this.clock = clock;
    this.open = new OpenLoans(clock);
  }

  /**
   * Answers another server's message.
   *
   * @return empty if it is not a peer's
   */
  public Optional<byte[]> answer(byte[] message) {
    try {
      return Optional.of(answered(message));
    } catch (PeerRefusedException e) {
      LOG.info("a message is refused: {}", e.getMessage());
      return Optional.empty();
    }
  }

  private byte[] answered(byte[] message) {
    PeerChannel.Route route = PeerChannel.route(message);
    Peer peer =
        peers.find(route.from()).orElseThrow(() -> new PeerRefusedException("it is no peer's"));
    PeerRequest request = PeerRequests.read(peers.channel().open(peer.key(), message));
    return peers.channel().sealAnswer(peer.key(), message, answer(route, request));
  }

  private byte[] answer(PeerChannel.Route route, PeerRequest request) {
    try {
      return answered(route, request);
    } catch (AwsServiceException e) {
      return PeerAnswers.fault(e);
    } catch (BlockStoreException e) {
      LOG.error("{} cannot be lent to {}", request.loan().source(), route.from(), e);
      return PeerAnswers.fault(
          (AwsServiceException) RdsFaults.snapshotState("The source snapshot cannot be read."));
    }
  }

  private byte[] answered(PeerChannel.Route route, PeerRequest request) {
    RdsArn source = source(route, request.loan());
    if (request instanceof PeerRequest.Offer offer) {
      return offered(route, source, offer);
    }
    if (request instanceof PeerRequest.End) {
      return ended(route, source, request.loan().id());
    }
    LentSnapshot lent = lent(route, source, request.loan().id());
    return open.with(
        request.loan().id(),
        () -> opened(source.scope(), request.loan().id(), lent),
        from -> answered(from, request));
  }

  private static byte[] answered(CopySource source, PeerRequest request) {
    try {
      if (request instanceof PeerRequest.Entries entries) {
        return PeerAnswers.ok(source.entries(entries.number()));
      }
      return request instanceof PeerRequest.Frames frames
          ? PeerAnswers.ok(source.frames(frames.places()))
          : PeerAnswers.ok(out -> PeerAnswers.writeFacts(source, out));
    } catch (IllegalArgumentException e) {
      throw RdsFaults.invalidValue(String.valueOf(e.getMessage()));
    }
  }

  private RdsArn source(PeerChannel.Route route, PeerRequest.Loan loan) {
    RdsArn arn =
        RdsArn.parse(loan.source())
            .filter(found -> found.type().equals(RdsArn.SNAPSHOT))
            .orElseThrow(() -> RdsFaults.snapshotNotFound(loan.source()));
    if (!places.containsKey(arn.scope().region()) || !arn.scope().region().equals(route.to())) {
      throw RdsFaults.invalidValue("This server does not have " + arn.scope().region() + ".");
    }
    return arn;
  }

  private byte[] offered(PeerChannel.Route route, RdsArn source, PeerRequest.Offer offer) {
    CopyRequest request =
        new CopyRequest(
            offer.loan().source(), offer.target(), offer.key(), false, List.of(), offer.url());
    Caller signer =
        border
            .presigned()
            .signer(
                offer.url(),
                source.type(),
                source.scope().region(),
                route.from(),
                request,
                offer.calledHost());
    if (!signer.account().equals(offer.account())) {
      throw PresignedCopies.refused("it is signed for another account than that of the copy");
    }
    Caller atSource = signer.via(SERVICE);
    border.region().require(atSource, request);
    Row<DBSnapshot, SnapshotInternals> row = sources.readable(atSource, source);
    lend(route, row, offer.loan().id());
    boolean own = source.scope().account().equals(signer.account());
    DBSnapshot shown = own ? row.shown() : row.shown().toBuilder().tagList(List.of()).build();
    return PeerAnswers.ok(
        out ->
            PeerAnswers.writeSnapshot(
                new PeerAnswers.OfferedSnapshot(
                    SdkJson.write(shown), row.internal().volume(), row.internal().databaseName()),
                out));
  }

  private void lend(PeerChannel.Route route, Row<DBSnapshot, SnapshotInternals> row, String loan) {
    String digest =
        Optional.ofNullable(row.internal().manifestDigest())
            .orElseThrow(() -> new IllegalStateException("an available snapshot has a digest"));
    LentSnapshot lent =
        new LentSnapshot(row.internal().storeId(), digest, route.from(), clock.millis());
    state.change(
        handle -> {
          long over = clock.millis() - LIFE.toMillis();
          List<Row<DBSnapshot, LentSnapshot>> all = LentSnapshot.TABLE.list(handle, row.scope());
          all.stream()
              .filter(old -> old.internal().usedMillis() < over)
              .forEach(old -> LentSnapshot.TABLE.delete(handle, old.scope(), old.id()));
          if (all.size() >= MAX_LOANS) {
            throw RdsFaults.snapshotState(
                "More than %d copies to other servers are under way.".formatted(MAX_LOANS));
          }
          LentSnapshot.TABLE.insert(handle, new Row<>(row.scope(), loan, row.shown(), lent));
        });
  }

  private LentSnapshot lent(PeerChannel.Route route, RdsArn source, String loan) {
    return state
        .read(handle -> LentSnapshot.TABLE.find(handle, source.scope(), loan))
        .map(Row::internal)
        .filter(lent -> lent.region().equals(route.from()))
        .filter(lent -> lent.usedMillis() >= clock.millis() - LIFE.toMillis())
        .orElseThrow(() -> RdsFaults.snapshotNotFound(source.toString()));
  }

  /** The key is opened here, by the snapshot's own grant, as for a copy within this server. */
  private CopySource opened(Scope scope, String loan, LentSnapshot lent) {
    state.change(
        handle ->
            LentSnapshot.TABLE
                .find(handle, scope, loan)
                .ifPresent(
                    row ->
                        LentSnapshot.TABLE.update(
                            handle, row.keep(row.internal().usedAt(clock.millis())))));
    return RegionPlace.of(places, scope)
        .store()
        .openForCopy(
            lent.storeId(),
            Optional.of(lent.manifestDigest()),
            KeyAccess.of(volumeKeys.kms(scope)));
  }

  private byte[] ended(PeerChannel.Route route, RdsArn source, String loan) {
    state.change(
        handle ->
            LentSnapshot.TABLE
                .find(handle, source.scope(), loan)
                .filter(row -> row.internal().region().equals(route.from()))
                .ifPresent(row -> LentSnapshot.TABLE.delete(handle, row.scope(), loan)));
    open.end(loan);
    return PeerAnswers.ok(new byte[0]);
  }

  @Override
  public void close() {
    open.close();
  }
}
