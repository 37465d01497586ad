package io.snapseal.app;

import io.snapseal.kms.RequestQuotas;
import io.snapseal.rds.peer.PeerKey;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.rds.RdsClient;

/** Two private regions on two ports of this machine, each other's peers; one root user's key. */
final class TwoServers implements AutoCloseable {
  static final String HERE = "eu-west-1";
  static final String THERE = "us-east-1";
  static final String THERE_TOO = "us-west-2";
  static final String ACCOUNT = "123456789012";

  private final Path directory;
  private final int herePort = freePort();
  private final int therePort = freePort();
  PrivateRegion here;
  PrivateRegion there;
  final Connection toHere;
  final Connection toThere;

  TwoServers(Path directory) throws IOException {
    this.directory = directory;
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
    byte[] key = new byte[PeerKey.LENGTH];
    new SecureRandom().nextBytes(key);
    keyFile("here", THERE, key);
    keyFile("here", THERE_TOO, key);
    keyFile("there", HERE, key);
    there = startThere();
    here = startHere();
    toHere = connection(here, ServerProcess.ROOT);
    toThere = connection(there, ServerProcess.ROOT);
  }

  private void keyFile(String home, String region, byte[] key) throws IOException {
    Home prepared = Home.prepare(directory.resolve(home));
    Path file = prepared.peerKey(region);
    Files.createDirectories(file.getParent());
    Files.writeString(file, Base64.getEncoder().encodeToString(key) + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  PrivateRegion startHere() {
    return started("here", herePort, List.of(HERE), Map.of(THERE, therePort, THERE_TOO, therePort));
  }

  PrivateRegion startThere() {
    return started("there", therePort, List.of(THERE, THERE_TOO), Map.of(HERE, herePort));
  }

  private PrivateRegion started(
      String home, int port, List<String> regions, Map<String, Integer> peers) {
    Map<String, URI> endpoints = new java.util.HashMap<>();
    peers.forEach((region, at) -> endpoints.put(region, URI.create("http://127.0.0.1:" + at)));
    return PrivateRegion.start(
        new RegionOptions(
            directory.resolve(home),
            "127.0.0.1",
            port,
            regions,
            ACCOUNT,
            Optional.empty(),
            RootKeyChoice.PLAIN,
            RequestQuotas.NONE,
            new PeerOptions(endpoints, Optional.empty()),
            EngineChoice.OF_HOST,
            false,
            io.snapseal.rds.RdsSettings.USUAL),
        Map.of(
            "SNAPSEAL_ROOT_ACCESS_KEY_ID", ServerProcess.ROOT.accessKeyId(),
            "SNAPSEAL_ROOT_SECRET_ACCESS_KEY", ServerProcess.ROOT.secretAccessKey()));
  }

  static Connection connection(PrivateRegion region, AwsCredentials credentials) {
    return new Connection(
        region.endpoint(),
        StaticCredentialsProvider.create(credentials),
        List.of(HERE, THERE, THERE_TOO));
  }

  RdsClient rds(String region) {
    return of(region).rds(region);
  }

  KmsClient kms(String region) {
    return of(region).kms(region);
  }

  private Connection of(String region) {
    return region.equals(HERE) ? toHere : toThere;
  }

  String key(String region) {
    return kms(region).createKey(r -> {}).keyMetadata().arn();
  }

  /** Where a server keeps everything. */
  Path home(String name) {
    return directory.resolve(name);
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    toHere.close();
    toThere.close();
    here.close();
    there.close();
  }
}
