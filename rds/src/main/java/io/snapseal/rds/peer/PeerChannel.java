package io.snapseal.rds.peer;

import io.snapseal.blockstore.seal.Envelope;
import io.snapseal.blockstore.seal.Gcm;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * Messages between two servers, each sealed under a key that is used once, an answer bound to what
 * it answers: docs/format.md, "Between servers".
 */
final class PeerChannel {
  /** How far two servers' clocks may be apart, as for a signature of AWS's. */
  static final Duration MAX_SKEW = Duration.ofMinutes(15);

  private static final byte[] MAGIC = "SNAPPEER".getBytes(StandardCharsets.US_ASCII);
  private static final byte VERSION = 1;
  private static final String REQUEST = "snapseal/peer/1/request";
  private static final String ANSWER = "snapseal/peer/1/answer";
  private static final int ID = 16;
  private static final int MAX_REGION = 64;
  private static final byte[] NONCE = new byte[Envelope.NONCE];

  private final Gcm gcm = Gcm.fastest();
  private final SecureRandom random;
  private final Clock clock;

  PeerChannel(SecureRandom random, Clock clock) {
    this.random = random;
    this.clock = clock;
  }

  /** Between which regions a message goes; said in plain text, and authenticated with it. */
  record Route(String from, String to) {}

  /** Seals a message. */
  byte[] seal(PeerKey key, Route route, byte[] message) {
    byte[] id = id();
    byte[] header = header(route, id);
    byte[] dated =
        ByteBuffer.allocate(Long.BYTES + message.length)
            .putLong(clock.millis())
            .put(message)
            .array();
    return sealed(key, REQUEST, id, header, header, dated);
  }

  /** Opens the answer to a message. */
  byte[] openAnswer(PeerKey key, String region, byte[] request, byte[] answer) {
    if (answer.length < ID + Envelope.TAG) {
      throw new PeerUnreachableException(region, "its answer is cut");
    }
    byte[] id = Arrays.copyOf(answer, ID);
    return opened(key, ANSWER, id, sha256(request), answer, ID)
        .orElseThrow(
            () -> new PeerUnreachableException(region, "its answer is not sealed by our key"));
  }

  /** The way a message says that it goes; not authenticated yet. */
  static Route route(byte[] request) {
    try {
      ByteBuffer in = ByteBuffer.wrap(request);
      byte[] magic = new byte[MAGIC.length];
      in.get(magic);
      if (!Arrays.equals(magic, MAGIC) || in.get() != VERSION) {
        throw new PeerRefusedException("it is no message of a peer");
      }
      return new Route(region(in), region(in));
    } catch (java.nio.BufferUnderflowException e) {
      throw new PeerRefusedException("it is cut");
    }
  }

  private static String region(ByteBuffer in) {
    byte[] name = new byte[Math.min(MAX_REGION, Byte.toUnsignedInt(in.get()))];
    in.get(name);
    return new String(name, StandardCharsets.US_ASCII);
  }

  /**
   * Opens a message.
   *
   * @throws PeerRefusedException if it was not sealed by who has the key, or not now
   */
  byte[] open(PeerKey key, byte[] request) {
    Route route = route(request);
    int length = header(route, new byte[ID]).length;
    if (request.length < length + Envelope.TAG + Long.BYTES) {
      throw new PeerRefusedException("it is cut");
    }
    byte[] header = Arrays.copyOf(request, length);
    byte[] id = Arrays.copyOfRange(request, length - ID, length);
    byte[] dated =
        opened(key, REQUEST, id, header, request, length)
            .orElseThrow(() -> new PeerRefusedException("it is not sealed by the peer's key"));
    Instant sent = Instant.ofEpochMilli(ByteBuffer.wrap(dated).getLong());
    if (Duration.between(sent, clock.instant()).abs().compareTo(MAX_SKEW) > 0) {
      throw new PeerRefusedException("it is of another time: compare the servers' clocks");
    }
    return Arrays.copyOfRange(dated, Long.BYTES, dated.length);
  }

  /** Seals the answer to a message. */
  byte[] sealAnswer(PeerKey key, byte[] request, byte[] answer) {
    byte[] id = id();
    return sealed(key, ANSWER, id, id, sha256(request), answer);
  }

  private byte[] sealed(
      PeerKey key, String purpose, byte[] id, byte[] prefix, byte[] context, byte[] payload) {
    byte[] out = Arrays.copyOf(prefix, prefix.length + payload.length + Envelope.TAG);
    try (Envelope envelope = gcm.envelope(key.subkey(purpose, id))) {
      envelope.seal(NONCE, context, payload, 0, payload.length, out, prefix.length);
    }
    return out;
  }

  private Optional<byte[]> opened(
      PeerKey key, String purpose, byte[] id, byte[] context, byte[] sealed, int from) {
    byte[] payload = new byte[sealed.length - from - Envelope.TAG];
    try (Envelope envelope = gcm.envelope(key.subkey(purpose, id))) {
      return envelope.open(NONCE, context, sealed, from, sealed.length - from, payload, 0)
          ? Optional.of(payload)
          : Optional.empty();
    }
  }

  private byte[] id() {
    byte[] id = new byte[ID];
    random.nextBytes(id);
    return id;
  }

  private static byte[] header(Route route, byte[] id) {
    byte[] from = route.from().getBytes(StandardCharsets.US_ASCII);
    byte[] to = route.to().getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(MAGIC.length + 3 + from.length + to.length + ID)
        .put(MAGIC)
        .put(VERSION)
        .put((byte) from.length)
        .put(from)
        .put((byte) to.length)
        .put(to)
        .put(id)
        .array();
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
