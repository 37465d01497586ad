package io.snapseal.bench;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Clients that send one request after the other, each over a connection of its own, which it keeps
 * if the server does.
 */
final class Connections {
  private static final int LINE = 8192;
  private static final int PATIENCE_MS = 30_000;

  private Connections() {}

  /**
   * How fast a server answered.
   *
   * @param millis of each request, sorted
   */
  @SuppressWarnings("ArrayRecordComponent") // Nobody compares two.
  record Answered(double seconds, double[] millis) {
    double perSecond() {
      return millis.length / seconds;
    }

    double percentile(double share) {
      return millis[(int) Math.min(millis.length - 1, millis.length * share)];
    }
  }

  /**
   * Sends a request over and over.
   *
   * @param connections how many clients there are
   * @throws BenchFailedException if an answer is not a success
   */
  static Answered send(URI endpoint, byte[] request, int connections, int seconds) {
    ExecutorService clients = Executors.newFixedThreadPool(connections);
    Watch watch = new Watch();
    try {
      List<Future<double[]>> running = new ArrayList<>();
      for (int i = 0; i < connections; i++) {
        running.add(clients.submit(() -> client(endpoint, request, seconds)));
      }
      List<double[]> all = new ArrayList<>();
      for (Future<double[]> one : running) {
        all.add(one.get());
      }
      double[] millis = all.stream().flatMapToDouble(Arrays::stream).sorted().toArray();
      return new Answered(watch.seconds(), millis);
    } catch (ExecutionException e) {
      throw new BenchFailedException(String.valueOf(e.getCause()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchFailedException("interrupted");
    } finally {
      clients.shutdownNow();
    }
  }

  private static double[] client(URI endpoint, byte[] request, int seconds) {
    double[] millis = new double[1024];
    int count = 0;
    try {
      Watch whole = new Watch();
      while (whole.seconds() < seconds) {
        try (Socket socket = connect(endpoint)) {
          InputStream in = new BufferedInputStream(socket.getInputStream(), LINE);
          boolean open = true;
          while (open && whole.seconds() < seconds) {
            Watch one = new Watch();
            socket.getOutputStream().write(request);
            open = readAnswer(in);
            if (count == millis.length) {
              millis = Arrays.copyOf(millis, 2 * count);
            }
            millis[count++] = one.seconds() * 1000;
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Arrays.copyOf(millis, count);
  }

  private static Socket connect(URI endpoint) throws IOException {
    Socket socket = new Socket(InetAddress.getByName(endpoint.getHost()), endpoint.getPort());
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MS);
    return socket;
  }

  /** Whether the server keeps the connection. */
  private static boolean readAnswer(InputStream in) throws IOException {
    String status = line(in);
    int length = 0;
    boolean open = true;
    for (String header = line(in); !header.isEmpty(); header = line(in)) {
      String lower = header.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = Integer.parseInt(header.substring("content-length:".length()).trim());
      }
      open &= !lower.equals("connection: close");
    }
    byte[] body = in.readNBytes(length);
    if (!status.startsWith("HTTP/1.1 200")) {
      throw new BenchFailedException(status + " " + new String(body, StandardCharsets.UTF_8));
    }
    return open;
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0 || line.length() == LINE) {
        throw new EOFException("the server ended the connection: " + line);
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }
}
