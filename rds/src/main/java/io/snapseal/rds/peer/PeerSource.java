package io.snapseal.rds.peer;

import io.snapseal.blockstore.CopySource;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** A snapshot of another server, as it lends it. Nothing is held open here. */
final class PeerSource implements CopySource {
  private final PeerRegions peers;
  private final String own;
  private final String region;
  private final PeerRequest.Loan loan;
  private final Facts facts;
  private final byte[] digestKey;

  /**
   * Asks what it is.
   *
   * @param own the region that copies
   * @param region the region of the snapshot
   */
  PeerSource(PeerRegions peers, String own, String region, PeerRequest.Loan loan) {
    this.peers = peers;
    this.own = own;
    this.region = region;
    this.loan = loan;
    this.digestKey = new byte[DIGEST_KEY];
    this.facts =
        PeerAnswers.read(region, peers.ask(own, region, new PeerRequest.Facts(loan)), this::read);
  }

  private Facts read(DataInputStream in) throws IOException {
    Facts read = new Facts(in.readUTF(), in.readBoolean(), in.readLong());
    in.readFully(digestKey);
    return read;
  }

  @Override
  public Facts facts() {
    return facts;
  }

  @Override
  public byte[] digestKey() {
    return digestKey.clone();
  }

  @Override
  public byte[] entries(long number) {
    return PeerAnswers.body(region, peers.ask(own, region, new PeerRequest.Entries(loan, number)));
  }

  @Override
  public byte[] frames(List<FramePlace> places) {
    return PeerAnswers.body(region, peers.ask(own, region, new PeerRequest.Frames(loan, places)));
  }

  @Override
  public void close() {
    Arrays.fill(digestKey, (byte) 0);
  }
}
