package io.snapseal.blockstore.v1;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.snapseal.blockstore.DamagedException;
import io.snapseal.blockstore.ObjectName;
import io.snapseal.blockstore.Storage;
import io.snapseal.blockstore.UnsupportedFormatException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.stream.Stream;

/**
 * The object {@code format.json}.
 *
 * @param format always {@value #NAME}
 * @param version of the format
 * @param repository 32 random hex digits, so that stores can be told apart
 * @param sha256 of the three before it, joined by line feeds: against accidents
 */
record FormatFile(String format, int version, String repository, String sha256) {
  static final String NAME = "snapseal-blockstore";
  private static final int MAX_LENGTH = 4096;

  static void openOrMake(Storage storage, SecureRandom random) throws IOException {
    try {
      check(SmallObject.read(storage, Format.FORMAT, MAX_LENGTH));
    } catch (NoSuchFileException e) {
      make(storage, random);
    }
  }

  private static void check(byte[] json) throws IOException {
    JsonNode version = tree(json).path("version");
    if (version.isInt() && version.intValue() != Format.VERSION) {
      throw new UnsupportedFormatException(
          "%s says version %s; this is version %d"
              .formatted(Format.FORMAT, version, Format.VERSION));
    }
    FormatFile file = CanonicalJson.read(json, FormatFile.class, Format.FORMAT.value());
    if (!NAME.equals(file.format()) || !of(file.repository()).equals(file)) {
      throw new UnsupportedFormatException(Format.FORMAT + " is damaged or not of a block store");
    }
  }

  private static JsonNode tree(byte[] json) throws IOException {
    try {
      return new ObjectMapper().readTree(json);
    } catch (JsonProcessingException e) {
      throw new DamagedException(Format.FORMAT.value(), "it is no JSON", e);
    }
  }

  private static void make(Storage storage, SecureRandom random) throws IOException {
    try (Stream<ObjectName> names = storage.list("")) {
      if (names.findAny().isPresent()) {
        throw new UnsupportedFormatException("there are objects but no " + Format.FORMAT);
      }
    }
    byte[] id = new byte[16];
    random.nextBytes(id);
    FormatFile file = of(HexFormat.of().formatHex(id));
    SmallObject.write(storage, Format.FORMAT, CanonicalJson.write(file));
  }

  private static FormatFile of(String repository) {
    byte[] text = Format.ascii(NAME + "\n" + Format.VERSION + "\n" + repository);
    String sha256 = HexFormat.of().formatHex(Format.sha256().digest(text));
    return new FormatFile(NAME, Format.VERSION, repository, sha256);
  }
}
