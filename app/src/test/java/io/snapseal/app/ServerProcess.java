package io.snapseal.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** A private region in a process of its own, to be killed. What it logs is kept in a file. */
final class ServerProcess implements AutoCloseable {
  static final AwsCredentials ROOT = AwsBasicCredentials.create("AKIAIOSFODNN7EXAMPLE", "secret");

  final Process process;
  final Connection connection;
  private final URI endpoint;
  private final Thread logging;

  private ServerProcess(Process process, URI endpoint, Thread logging) {
    this.process = process;
    this.endpoint = endpoint;
    this.connection = connection(endpoint, ROOT);
    this.logging = logging;
  }

  /** Starts it on a home, and waits until it accepts requests. */
  static ServerProcess start(Path home, Path log) throws IOException {
    return start(home, log, "--port", "0");
  }

  /** The same, with options of its own. */
  static ServerProcess start(Path home, Path log, String... options) throws IOException {
    List<String> command = new ArrayList<>(List.of("region", "start", "--home", home.toString()));
    command.addAll(List.of(options));
    Process process =
        Cli.start(
            Map.of(
                "SNAPSEAL_ROOT_ACCESS_KEY_ID", ROOT.accessKeyId(),
                "SNAPSEAL_ROOT_SECRET_ACCESS_KEY", ROOT.secretAccessKey()),
            command.toArray(String[]::new));
    process.getOutputStream().close();
    Thread logging = new Thread(() -> keep(process, log));
    logging.setDaemon(true);
    logging.start();
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String ready = out.readLine();
    assertThat(ready).startsWith("ready http://127.0.0.1:");
    return new ServerProcess(process, URI.create(ready.substring("ready ".length())), logging);
  }

  private static void keep(Process process, Path log) {
    try (var out =
        Files.newOutputStream(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      process.getErrorStream().transferTo(out);
    } catch (IOException e) {
      // it was killed
    }
  }

  /** Somebody else's way to the same server. */
  Connection as(AwsCredentials credentials) {
    return connection(endpoint, credentials);
  }

  private static Connection connection(URI endpoint, AwsCredentials credentials) {
    return new Connection(
        endpoint, StaticCredentialsProvider.create(credentials), List.of(RegionFixture.FIRST));
  }

  /** {@code kill -9}, after a while; the thread ends when the process has. */
  Thread killAfter(long millis) {
    Thread killer =
        new Thread(
            () -> {
              try {
                Thread.sleep(millis);
                process.destroyForcibly().waitFor();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    killer.start();
    return killer;
  }

  /** SIGTERM, unless it is gone already; its whole log is written when this returns. */
  @Override
  public void close() throws InterruptedException {
    connection.close();
    process.destroy();
    process.waitFor();
    logging.join();
  }
}
