package io.snapseal.rds.peer;

import io.snapseal.blockstore.CopySource;
import io.snapseal.blockstore.CopySource.FramePlace;
import io.snapseal.rds.peer.PeerRequest.Loan;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Requests as bytes. */
final class PeerRequests {
  private static final byte OFFER = 1;
  private static final byte FACTS = 2;
  private static final byte ENTRIES = 3;
  private static final byte FRAMES = 4;
  private static final byte END = 5;

  private PeerRequests() {}

  static byte[] bytes(PeerRequest request) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(type(request));
      out.writeUTF(request.loan().id());
      out.writeUTF(request.loan().source());
      write(request, out);
    } catch (IOException e) {
      throw new IllegalStateException("memory does not fail", e);
    }
    return bytes.toByteArray();
  }

  private static byte type(PeerRequest request) {
    if (request instanceof PeerRequest.Offer) {
      return OFFER;
    }
    if (request instanceof PeerRequest.Facts) {
      return FACTS;
    }
    if (request instanceof PeerRequest.Entries) {
      return ENTRIES;
    }
    return request instanceof PeerRequest.Frames ? FRAMES : END;
  }

  private static void write(PeerRequest request, DataOutputStream out) throws IOException {
    if (request instanceof PeerRequest.Offer offer) {
      out.writeUTF(offer.account());
      out.writeUTF(offer.target());
      writeNullable(offer.key(), out);
      out.writeUTF(offer.calledHost());
      out.writeUTF(offer.url());
    } else if (request instanceof PeerRequest.Entries entries) {
      out.writeLong(entries.number());
    } else if (request instanceof PeerRequest.Frames frames) {
      out.writeInt(frames.places().size());
      for (FramePlace place : frames.places()) {
        out.writeInt(place.segment());
        out.writeLong(place.offset());
        out.writeInt(place.payload());
        out.writeShort(place.pages());
      }
    }
  }

  static void writeNullable(@Nullable String text, DataOutputStream out) throws IOException {
    out.writeBoolean(text != null);
    if (text != null) {
      out.writeUTF(text);
    }
  }

  static @Nullable String readNullable(DataInputStream in) throws IOException {
    return in.readBoolean() ? in.readUTF() : null;
  }

  /**
   * Reads a request.
   *
   * @throws PeerRefusedException if it is none
   */
  static PeerRequest read(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      byte type = in.readByte();
      PeerRequest request = read(type, new Loan(in.readUTF(), in.readUTF()), in);
      if (in.read() >= 0) {
        throw new PeerRefusedException("it is longer than it should be");
      }
      return request;
    } catch (IOException | IllegalArgumentException e) {
      throw new PeerRefusedException("it is no request");
    }
  }

  private static PeerRequest read(byte type, Loan loan, DataInputStream in) throws IOException {
    return switch (type) {
      case OFFER ->
          new PeerRequest.Offer(
              loan, in.readUTF(), in.readUTF(), readNullable(in), in.readUTF(), in.readUTF());
      case FACTS -> new PeerRequest.Facts(loan);
      case ENTRIES -> new PeerRequest.Entries(loan, in.readLong());
      case FRAMES -> new PeerRequest.Frames(loan, places(in));
      case END -> new PeerRequest.End(loan);
      default -> throw new PeerRefusedException("it is no request that is known here");
    };
  }

  private static List<FramePlace> places(DataInputStream in) throws IOException {
    int count = in.readInt();
    if (count < 0 || count > CopySource.MAX_FRAMES) {
      throw new PeerRefusedException("it asks for too much");
    }
    List<FramePlace> places = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      places.add(new FramePlace(in.readInt(), in.readLong(), in.readInt(), in.readShort()));
    }
    return places;
  }
}
