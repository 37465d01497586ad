package io.snapseal.app;

import io.snapseal.rds.peer.PeerKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;

/** The file of what this server shares with another: 32 random bytes in base64, mode 0600. */
record PeerKeyFile(Path path) {

  /** The file for a region of another server. */
  static PeerKeyFile of(Home home, String region) {
    return new PeerKeyFile(home.peerKey(region));
  }

  /** Makes a new key. */
  void create(SecureRandom random) throws IOException {
    Files.createDirectories(path.toAbsolutePath().getParent());
    NewFile.requireNone(path);
    byte[] key = new byte[PeerKey.LENGTH];
    random.nextBytes(key);
    byte[] text = (Base64.getEncoder().encodeToString(key) + "\n").getBytes(StandardCharsets.UTF_8);
    NewFile.write(path, text);
    Arrays.fill(key, (byte) 0);
    Arrays.fill(text, (byte) 0);
  }

  /** The key, or a user error that says how to make one. */
  PeerKey read(String region) {
    if (!Files.exists(path)) {
      throw new UserError(
          "there is no key for the server of " + region + ": " + path,
          "Make one with 'snapseal peer create-key "
              + region
              + "' and copy it to the other server, as its help says.");
    }
    char[] line =
        new SecretSource("a peer key", "SNAPSEAL_PEER_KEY", "--peer", path).read(Map.of(), false);
    try {
      byte[] key = Base64.getDecoder().decode(new String(line).strip());
      PeerKey read = PeerKey.of(key);
      Arrays.fill(key, (byte) 0);
      return read;
    } catch (IllegalArgumentException e) {
      throw new UserError(
          path + " does not hold a peer key", "Copy it again from the server that made it.");
    } finally {
      Arrays.fill(line, '\0');
    }
  }
}
