package io.snapseal.blockstore.decoder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.luben.zstd.Zstd;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Reads format version 1, written from docs/format.md alone: nothing of the product is used.
 * Objects are bytes by name; whatever does not fit the document is an error.
 */
public final class Decoder {
  private static final int PAGE = 8192;
  private static final int TAG = 16;

  private final Map<String, byte[]> objects;
  private final Function<JsonNode, byte[]> unwrap;

  /** What was found: contents of files, and modes of files and directories, by path. */
  public record Tree(Map<String, byte[]> files, Map<String, Integer> modes) {}

  /**
   * @param unwrap opens the data key of a key file, as KMS would
   */
  public Decoder(Map<String, byte[]> objects, Function<JsonNode, byte[]> unwrap) {
    this.objects = objects;
    this.unwrap = unwrap;
  }

  /** Reads a snapshot. */
  public Tree decode(String snapshot) throws IOException, GeneralSecurityException {
    byte[] manifest = object("snapshots/" + snapshot + ".manifest");
    ByteBuffer in = ByteBuffer.wrap(manifest);
    require(text(in, 8).equals("SNAPMANI") && in.getShort() == 1, "beginning");
    boolean sealed = in.get() == 1;
    require(in.get() == 0, "reserved byte");
    byte[] headerJson = bytes(in, in.getInt());
    byte[] prefix = Arrays.copyOf(manifest, in.position());
    JsonNode header = json(headerJson);
    require(header.path("snapshot").asText().equals(snapshot), "snapshot");
    String volume = header.path("volume").asText();
    int keyNumber = header.path("keyNumber").asInt();
    require(sealed == (keyNumber >= 0), "sealed flag");
    byte[] dataKey = sealed ? dataKey(volume, keyNumber, header) : null;
    byte[] prefixSha = sha256(prefix);
    byte[] uid = HexFormat.of().parseHex(header.path("uid").asText());
    Seal seal = new Seal(subkey(dataKey, "snapseal/1/manifest", uid));
    JsonNode footer = footer(manifest, prefix, prefixSha, seal);
    byte[] digestKey = chunk(in, 0, prefixSha, seal);
    require(digestKey.length == 32, "digest key");
    byte[][] table = table(manifest, footer);
    Tree tree = new Tree(new TreeMap<>(), new TreeMap<>());
    for (long number = 1; number < footer.path("chunks").asLong(); number++) {
      Entries entries = new Entries(tree, table, volume, keyNumber, dataKey, digestKey);
      entries.read(ByteBuffer.wrap(chunk(in, number, prefixSha, seal)), pending);
      pending = entries.pending;
    }
    require(in.position() == footer.path("tableOffset").asInt(), "table offset");
    require(tree.files().size() == footer.path("files").asInt(), "number of files");
    require(pending == null || pending.missing() == 0, "missing pages");
    return tree;
  }

  private @Nullable Pending pending;

  /** A file whose extents are still to come. */
  private static final class Pending {
    private final byte[] content;
    private int done;

    Pending(byte[] content) {
      this.content = content;
    }

    int missing() {
      return content.length - done;
    }
  }

  private byte[] dataKey(String volume, int number, JsonNode header)
      throws IOException, GeneralSecurityException {
    byte[] file = object("volumes/" + volume + "/keys/" + number + ".json");
    String sha = HexFormat.of().formatHex(sha256(file));
    require(header.path("keySha256").asText().equals(sha), "key file");
    return unwrap.apply(json(file));
  }

  private static JsonNode footer(byte[] manifest, byte[] prefix, byte[] prefixSha, Seal seal)
      throws IOException, GeneralSecurityException {
    ByteBuffer end = ByteBuffer.wrap(manifest, manifest.length - 44, 44);
    byte[] digest = bytes(end, 32);
    int length = end.getInt();
    require(text(end, 8).equals("SNAPMEND"), "end");
    int from = manifest.length - 44 - TAG - length;
    byte[] footerJson = Arrays.copyOfRange(manifest, from, from + length);
    byte[] tag = Arrays.copyOfRange(manifest, from + length, from + length + TAG);
    require(Arrays.equals(digest, sha256(prefix, footerJson, tag)), "manifest digest");
    JsonNode footer = json(footerJson);
    long chunks = footer.path("chunks").asLong();
    byte[] context = joined("SNAPFOOT", prefixSha, chunks, footerJson);
    require(seal.open(1, chunks, context, tag).length == 0, "footer");
    return footer;
  }

  private static byte[] chunk(ByteBuffer in, long number, byte[] prefixSha, Seal seal)
      throws GeneralSecurityException {
    byte[] sealed = bytes(in, in.getInt() + TAG);
    return seal.open(0, number, joined("SNAPCHNK", prefixSha, number, new byte[0]), sealed);
  }

  private static byte[][] table(byte[] manifest, JsonNode footer) throws GeneralSecurityException {
    int offset = footer.path("tableOffset").asInt();
    byte[][] ids = new byte[footer.path("segments").asInt()][];
    byte[] whole = Arrays.copyOfRange(manifest, offset, offset + 16 * ids.length);
    require(
        footer.path("tableSha256").asText().equals(HexFormat.of().formatHex(sha256(whole))),
        "table");
    for (int i = 0; i < ids.length; i++) {
      ids[i] = Arrays.copyOfRange(whole, 16 * i, 16 * i + 16);
    }
    return ids;
  }

  /** Reads the entries of one chunk. */
  private final class Entries {
    private final Tree tree;
    private final byte[][] table;
    private final String volume;
    private final int keyNumber;
    private final byte @Nullable [] dataKey;
    private final byte[] digestKey;
    private @Nullable Pending pending;

    Entries(
        Tree tree,
        byte[][] table,
        String volume,
        int keyNumber,
        byte @Nullable [] dataKey,
        byte[] digestKey) {
      this.tree = tree;
      this.table = table;
      this.volume = volume;
      this.keyNumber = keyNumber;
      this.dataKey = dataKey;
      this.digestKey = digestKey;
    }

    void read(ByteBuffer in, @Nullable Pending before)
        throws IOException, GeneralSecurityException {
      pending = before;
      while (in.hasRemaining()) {
        byte type = in.get();
        if (type == 3) {
          extent(in);
        } else {
          require(pending == null || pending.missing() == 0, "missing pages");
          named(type, in);
        }
      }
    }

    private void named(byte type, ByteBuffer in) {
      String path = text(in, (int) leb(in));
      tree.modes().put(path, (int) leb(in));
      pending = null;
      if (type == 2) {
        byte[] content = new byte[(int) leb(in)];
        tree.files().put(path, content);
        pending = new Pending(content);
      } else {
        require(type == 1, "type of entry");
      }
    }

    private void extent(ByteBuffer in) throws IOException, GeneralSecurityException {
      Pending file = pending;
      if (file == null) {
        throw new IllegalStateException("an extent without a file");
      }
      int pages = (int) leb(in);
      byte[][] found = new byte[pages][];
      int page = 0;
      while (page < pages) {
        int length = (int) leb(in);
        int segment = (int) leb(in);
        if (segment > 0) {
          byte[] frame = frame(table[segment - 1], leb(in), (int) leb(in), (int) leb(in));
          int index = (int) leb(in);
          for (int i = 0; i < length; i++) {
            found[page + i] = Arrays.copyOfRange(frame, (index + i) * PAGE, (index + i + 1) * PAGE);
          }
        }
        page += length;
      }
      require(page == pages, "runs");
      for (byte[] bytes : found) {
        place(file, bytes, in);
      }
    }

    private void place(Pending file, byte @Nullable [] page, ByteBuffer in)
        throws GeneralSecurityException {
      int length = Math.min(PAGE, file.missing());
      if (page != null) {
        byte[] digest = Arrays.copyOf(hmac(digestKey, page), 16);
        require(Arrays.equals(digest, bytes(in, 16)), "page digest");
        System.arraycopy(page, 0, file.content, file.done, length);
      }
      file.done += length;
    }

    private byte[] frame(byte[] id, long offset, int payload, int pages)
        throws IOException, GeneralSecurityException {
      byte[] segment = object("segments/" + volume + "/" + HexFormat.of().formatHex(id));
      byte[] name = volume.getBytes(StandardCharsets.US_ASCII);
      byte[] header =
          ByteBuffer.allocate(34 + name.length)
              .put("SNAPSEGM".getBytes(StandardCharsets.US_ASCII))
              .putShort((short) 1)
              .put((byte) (dataKey == null ? 0 : 1))
              .put((byte) 0)
              .putInt(keyNumber)
              .put(id)
              .putShort((short) name.length)
              .put(name)
              .array();
      require(Arrays.equals(header, Arrays.copyOf(segment, header.length)), "segment header");
      Seal seal = new Seal(subkey(dataKey, "snapseal/1/segment", id));
      end(segment, header, seal);
      byte[] compressed = opened(segment, header, offset, payload, pages, seal);
      byte[] frame = Zstd.decompress(compressed, pages * PAGE);
      require(frame.length == pages * PAGE, "frame");
      return frame;
    }

    private void end(byte[] segment, byte[] header, Seal seal) throws GeneralSecurityException {
      opened(segment, header, segment.length - 8L - TAG, 0, 0, seal);
    }

    private byte[] opened(
        byte[] segment, byte[] header, long offset, int payload, int pages, Seal seal)
        throws GeneralSecurityException {
      ByteBuffer in = ByteBuffer.wrap(segment).position((int) offset);
      byte[] frameHeader = bytes(in, 8);
      ByteBuffer expected = ByteBuffer.allocate(8).putInt(payload).putShort((short) pages);
      require(Arrays.equals(frameHeader, expected.array()), "frame header");
      byte[] context =
          ByteBuffer.allocate(header.length + 16)
              .put(header)
              .putLong(offset)
              .put(frameHeader)
              .array();
      return seal.open(0, offset, context, bytes(in, payload + TAG));
    }
  }

  /** Opens sealed bytes, or checks unsealed ones. */
  private static final class Seal {
    private final byte @Nullable [] key;

    Seal(byte @Nullable [] key) {
      this.key = key;
    }

    byte[] open(int domain, long position, byte[] context, byte[] sealed)
        throws GeneralSecurityException {
      if (key == null) {
        byte[] payload = Arrays.copyOf(sealed, sealed.length - TAG);
        byte[] tag = Arrays.copyOfRange(sealed, sealed.length - TAG, sealed.length);
        require(Arrays.equals(tag, Arrays.copyOf(sha256(context, payload), TAG)), "plain tag");
        return payload;
      }
      byte[] nonce = ByteBuffer.allocate(12).putInt(domain).putLong(position).array();
      Cipher gcm = Cipher.getInstance("AES/GCM/NoPadding");
      gcm.init(
          Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
      gcm.updateAAD(context);
      return gcm.doFinal(sealed);
    }
  }

  private static byte @Nullable [] subkey(byte @Nullable [] dataKey, String purpose, byte[] id)
      throws GeneralSecurityException {
    if (dataKey == null) {
      return null;
    }
    byte[] label = purpose.getBytes(StandardCharsets.US_ASCII);
    byte[] info =
        ByteBuffer.allocate(label.length + 1 + id.length + 1)
            .put(label)
            .put((byte) 0)
            .put(id)
            .put((byte) 1)
            .array();
    return hmac(hmac(new byte[32], dataKey), info);
  }

  private static byte[] joined(String label, byte[] prefixSha, long number, byte[] rest) {
    return ByteBuffer.allocate(8 + 32 + 8 + rest.length)
        .put(label.getBytes(StandardCharsets.US_ASCII))
        .put(prefixSha)
        .putLong(number)
        .put(rest)
        .array();
  }

  private byte[] object(String name) {
    byte[] bytes = objects.get(name);
    if (bytes == null) {
      throw new IllegalStateException("no object " + name);
    }
    return bytes;
  }

  private static long leb(ByteBuffer in) {
    long value = 0;
    int shift = 0;
    byte next;
    do {
      next = in.get();
      value |= (next & 0x7fL) << shift;
      shift += 7;
    } while (next < 0);
    return value;
  }

  private static byte[] bytes(ByteBuffer in, int length) {
    byte[] bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }

  private static String text(ByteBuffer in, int length) {
    return new String(bytes(in, length), StandardCharsets.UTF_8);
  }

  private static JsonNode json(byte[] bytes) throws IOException {
    return new ObjectMapper().readTree(bytes);
  }

  /** The wrapped data key in a key file. */
  public static byte[] wrapped(JsonNode keyFile) {
    return Base64.getDecoder().decode(keyFile.path("wrappedKey").asText());
  }

  private static byte[] hmac(byte[] key, byte[] message) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(message);
  }

  private static byte[] sha256(byte[]... parts) throws GeneralSecurityException {
    MessageDigest sha = MessageDigest.getInstance("SHA-256");
    for (byte[] part : parts) {
      sha.update(part);
    }
    return sha.digest();
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new IllegalStateException("not as docs/format.md says: " + what);
    }
  }
}
