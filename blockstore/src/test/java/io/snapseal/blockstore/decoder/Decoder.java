package io.snapseal.blockstore.decoder;

import static io.snapseal.blockstore.decoder.Bytes.bytes;
import static io.snapseal.blockstore.decoder.Bytes.hmac;
import static io.snapseal.blockstore.decoder.Bytes.joined;
import static io.snapseal.blockstore.decoder.Bytes.json;
import static io.snapseal.blockstore.decoder.Bytes.leb;
import static io.snapseal.blockstore.decoder.Bytes.require;
import static io.snapseal.blockstore.decoder.Bytes.sha256;
import static io.snapseal.blockstore.decoder.Bytes.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.luben.zstd.Zstd;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
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

  /**
   * What was found.
   *
   * @param files contents by path
   * @param modes of files and directories by path
   * @param random the random numbers in it: digest key, uid, and the segments referred to
   */
  public record Tree(Map<String, byte[]> files, Map<String, Integer> modes, List<byte[]> random) {
    boolean isDirectory(String path) {
      return modes.containsKey(path) && !files.containsKey(path);
    }
  }

  /**
   * @param unwrap opens the data key of a key file, as KMS would
   */
  public Decoder(Map<String, byte[]> objects, Function<JsonNode, byte[]> unwrap) {
    this.objects = objects;
    this.unwrap = unwrap;
  }

  /** The objects of a store on disk: files by their paths, but for the lock and what is written. */
  public static Map<String, byte[]> objects(Path directory) throws IOException {
    Map<String, byte[]> objects = new TreeMap<>();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = directory.relativize(file).toString();
        if (!name.equals("lock") && !name.startsWith("tmp/")) {
          objects.put(name, Files.readAllBytes(file));
        }
      }
    }
    return objects;
  }

  /** Reads a snapshot. */
  public Tree decode(String snapshot) throws IOException, GeneralSecurityException {
    pending = null;
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
    Seal seal = new Seal(Seal.subkey(dataKey, "snapseal/1/manifest", uid));
    JsonNode footer = footer(manifest, prefix, prefixSha, seal);
    byte[] digestKey = chunk(in, 0, prefixSha, seal);
    require(digestKey.length == 32, "digest key");
    requireDigest(footer, "preambleSha256", manifest, prefix.length, in.position());
    byte[][] table = table(manifest, footer);
    Tree tree = new Tree(new TreeMap<>(), new TreeMap<>(), new ArrayList<>());
    tree.random().addAll(List.of(digestKey, uid));
    tree.random().addAll(List.of(table));
    long number = 1;
    for (JsonNode section : footer.path("sections")) {
      int from = in.position();
      require(section.path("offset").asInt() == from, "section's offset");
      require(section.path("firstChunk").asLong() == number, "section's first chunk");
      Order order = new Order();
      for (long end = number + section.path("chunks").asLong(); number < end; number++) {
        Entries entries = new Entries(tree, order, table, volume, keyNumber, dataKey, digestKey);
        entries.read(ByteBuffer.wrap(chunk(in, number, prefixSha, seal)), pending);
        pending = entries.pending;
      }
      require(pending == null || pending.missing() == 0, "missing pages");
      pending = null;
      requireDigest(section, "sha256", manifest, from, in.position());
    }
    require(number == footer.path("chunks").asLong(), "number of chunks");
    require(in.position() == footer.path("tableOffset").asInt(), "table offset");
    requireCounts(tree, footer);
    return tree;
  }

  private static void requireCounts(Tree tree, JsonNode footer) {
    int files = tree.files().size();
    require(files == footer.path("files").asInt(), "number of files");
    int directories = tree.modes().size() - files;
    require(directories == footer.path("directories").asInt(), "number of directories");
    long bytes = tree.files().values().stream().mapToLong(file -> file.length).sum();
    require(bytes == footer.path("logicalBytes").asLong(), "bytes");
    long pages =
        tree.files().values().stream().mapToLong(file -> (file.length + PAGE - 1) / PAGE).sum();
    require(pages == footer.path("pages").asLong(), "pages");
    for (String path : tree.modes().keySet()) {
      int slash = path.lastIndexOf('/');
      String parent = slash < 0 ? "" : path.substring(0, slash);
      require(slash < 0 || tree.isDirectory(parent), "directory of " + path);
    }
  }

  private static void requireDigest(JsonNode in, String field, byte[] manifest, int from, int to)
      throws GeneralSecurityException {
    String found = HexFormat.of().formatHex(sha256(Arrays.copyOfRange(manifest, from, to)));
    require(in.path(field).asText().equals(found), field);
  }

  /** Holds the paths of one section to their order: bytes, with the slash before all others. */
  private static final class Order {
    private byte[] last = new byte[0];

    void next(String path) {
      byte[] bytes = path.getBytes(StandardCharsets.UTF_8);
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = bytes[i] == '/' ? 0 : bytes[i];
      }
      require(Arrays.compareUnsigned(last, bytes) < 0, "order of " + path);
      last = bytes;
    }
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
    private final Order order;
    private final byte[][] table;
    private final String volume;
    private final int keyNumber;
    private final byte @Nullable [] dataKey;
    private final byte[] digestKey;
    private @Nullable Pending pending;

    Entries(
        Tree tree,
        Order order,
        byte[][] table,
        String volume,
        int keyNumber,
        byte @Nullable [] dataKey,
        byte[] digestKey) {
      this.tree = tree;
      this.order = order;
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
      order.next(path);
      require(tree.modes().put(path, (int) leb(in)) == null, "a path that comes once");
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
      require(pages == Math.min(1024, (file.missing() + PAGE - 1) / PAGE), "pages of an extent");
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
        require(isZero(page, length), "zeros after the end of a file");
        System.arraycopy(page, 0, file.content, file.done, length);
      }
      file.done += length;
    }

    private static boolean isZero(byte[] page, int from) {
      return Arrays.equals(page, from, PAGE, new byte[PAGE], from, PAGE);
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
      Seal seal = new Seal(Seal.subkey(dataKey, "snapseal/1/segment", id));
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

  private byte[] object(String name) {
    byte[] bytes = objects.get(name);
    if (bytes == null) {
      throw new IllegalStateException("no object " + name);
    }
    return bytes;
  }

  /** The wrapped data key in a key file. */
  public static byte[] wrapped(JsonNode keyFile) {
    return Base64.getDecoder().decode(keyFile.path("wrappedKey").asText());
  }
}
