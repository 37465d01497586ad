package io.snapseal.rds.peer;

import io.snapseal.blockstore.CopySource;
import io.snapseal.rds.resource.RdsFaults;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** Answers as bytes: what was asked for, or the fault. */
final class PeerAnswers {
  private static final byte OK = 0;
  private static final byte FAULT = 1;
  private static final int MAX_SNAPSHOT = 256 * 1024;

  private PeerAnswers() {}

  /** Writes one. */
  interface Writing {
    void to(DataOutputStream out) throws IOException;
  }

  /** Reads one; anything but an answer becomes an {@link IOException}. */
  interface Reading<T> {
    T from(DataInputStream in) throws IOException;
  }

  static byte[] ok(Writing body) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(OK);
      body.to(out);
    } catch (IOException e) {
      throw new IllegalStateException("memory does not fail", e);
    }
    return bytes.toByteArray();
  }

  static byte[] ok(byte[] body) {
    byte[] answer = new byte[body.length + 1];
    System.arraycopy(body, 0, answer, 1, body.length);
    return answer;
  }

  static byte[] fault(AwsServiceException fault) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(FAULT);
      out.writeInt(fault.statusCode());
      out.writeUTF(fault.awsErrorDetails().errorCode());
      out.writeUTF(Optional.ofNullable(fault.awsErrorDetails().errorMessage()).orElse(""));
    } catch (IOException e) {
      throw new IllegalStateException("memory does not fail", e);
    }
    return bytes.toByteArray();
  }

  /**
   * Reads an answer.
   *
   * @throws RuntimeException the fault, if it is one
   */
  static <T> T read(String region, byte[] answer, Reading<T> body) {
    byte[] rest = body(region, answer);
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(rest))) {
      T read = body.from(in);
      if (in.read() >= 0) {
        throw new IOException("it is longer than it should be");
      }
      return read;
    } catch (IOException | IllegalArgumentException e) {
      throw new PeerUnreachableException(region, e);
    }
  }

  /** An answer's bytes. */
  static byte[] body(String region, byte[] answer) {
    if (answer.length == 0) {
      throw new PeerUnreachableException(region, "its answer is empty");
    }
    if (answer[0] == OK) {
      return Arrays.copyOfRange(answer, 1, answer.length);
    }
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(answer))) {
      in.readByte();
      throw RdsFaults.ofPeer(in.readInt(), in.readUTF(), in.readUTF());
    } catch (IOException e) {
      throw new PeerUnreachableException(region, e);
    }
  }

  static void writeFacts(CopySource source, DataOutputStream out) throws IOException {
    CopySource.Facts facts = source.facts();
    out.writeUTF(facts.manifestDigest());
    out.writeBoolean(facts.sealed());
    out.writeLong(facts.logicalBytes());
    out.write(source.digestKey());
  }

  static void writeSnapshot(OfferedSnapshot offered, DataOutputStream out) throws IOException {
    byte[] json = offered.json().getBytes(StandardCharsets.UTF_8);
    out.writeInt(json.length);
    out.write(json);
    out.writeUTF(offered.volume());
    PeerRequests.writeNullable(offered.databaseName(), out);
  }

  static OfferedSnapshot readSnapshot(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > MAX_SNAPSHOT) {
      throw new IOException("a snapshot of %d bytes".formatted(length));
    }
    byte[] json = in.readNBytes(length);
    return new OfferedSnapshot(
        new String(json, StandardCharsets.UTF_8), in.readUTF(), PeerRequests.readNullable(in));
  }

  /**
   * A snapshot that may be copied.
   *
   * @param json its model object
   * @param volume its lineage
   * @param databaseName the database created with its instance, if any
   */
  record OfferedSnapshot(String json, String volume, @Nullable String databaseName) {}
}
