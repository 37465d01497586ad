package io.snapseal.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** A server in a process of its own. */
final class Contender implements AutoCloseable {
  private static final int TRIES = 300;

  private final Process process;
  private final URI endpoint;

  private Contender(Process process, URI endpoint) {
    this.process = process;
    this.endpoint = endpoint;
  }

  URI endpoint() {
    return endpoint;
  }

  /** One that prints {@code ready URL}. */
  static Contender thatSaysReady(
      Scratch scratch, Map<String, String> environment, List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    builder.redirectError(ProcessBuilder.Redirect.appendTo(scratch.path("server.log").toFile()));
    try {
      Process process = builder.start();
      scratch.onClose(process::destroy);
      BufferedReader said = process.inputReader(StandardCharsets.UTF_8);
      String line = said.readLine();
      if (line == null || !line.startsWith("ready ")) {
        process.destroy();
        throw new BenchFailedException(command.get(0) + " said: " + line);
      }
      return new Contender(process, URI.create(line.substring("ready ".length())));
    } catch (IOException e) {
      throw new BenchFailedException(command.get(0) + ": " + e);
    }
  }

  /** One that takes {@code -p PORT} and says nothing of use. */
  static Contender onPort(Scratch scratch, String program) {
    try {
      int port;
      try (ServerSocket free = new ServerSocket(0)) {
        port = free.getLocalPort();
      }
      ProcessBuilder builder =
          new ProcessBuilder(program, "-H", "127.0.0.1", "-p", Integer.toString(port));
      builder.environment().put("MOTO_RDS_SNAPSHOT_LIMIT", "1000000"); // its default is 100
      builder
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.appendTo(scratch.path("moto.log").toFile()));
      Process process = builder.start();
      scratch.onClose(process::destroy);
      awaitPort(process, port);
      return new Contender(process, URI.create("http://127.0.0.1:" + port));
    } catch (IOException e) {
      throw new BenchFailedException(program + ": " + e);
    }
  }

  private static void awaitPort(Process process, int port) {
    for (int i = 0; i < TRIES && process.isAlive(); i++) {
      try (Socket reached = new Socket(InetAddress.getLoopbackAddress(), port)) {
        return;
      } catch (IOException e) {
        pause();
      }
    }
    throw new BenchFailedException("the server did not come up on port " + port);
  }

  private static void pause() {
    try {
      Thread.sleep(100);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchFailedException("interrupted");
    }
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
