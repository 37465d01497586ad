package io.snapseal.engine.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Reads a child's output to its end so that it never blocks, and keeps the last part of it. */
final class Drain implements Runnable {
  private static final int KEPT = 16 * 1024;

  private final InputStream in;
  private final Thread thread;
  private final byte[] ring = new byte[KEPT];
  private long total;

  private Drain(InputStream in) {
    this.in = in;
    this.thread = new Thread(this, "drain-child-output");
    this.thread.setDaemon(true);
  }

  static Drain of(InputStream in) {
    Drain drain = new Drain(in);
    drain.thread.start();
    return drain;
  }

  @Override
  public void run() {
    byte[] buffer = new byte[4096];
    try (in) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        keep(buffer, n);
      }
    } catch (IOException e) {
      // The pipe was closed under us because the child was killed: there is nothing more to read.
      return;
    }
  }

  private synchronized void keep(byte[] buffer, int n) {
    for (int i = 0; i < n; i++) {
      ring[(int) (total++ % KEPT)] = buffer[i];
    }
  }

  /** Returns what was said, waiting at most so long for the end of it. */
  String text(Duration limit) throws InterruptedException {
    thread.join(limit.toMillis());
    return kept();
  }

  private synchronized String kept() {
    int length = (int) Math.min(total, KEPT);
    byte[] last = new byte[length];
    for (int i = 0; i < length; i++) {
      last[i] = ring[(int) ((total - length + i) % KEPT)];
    }
    return new String(last, StandardCharsets.UTF_8);
  }
}
