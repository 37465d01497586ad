package io.snapseal.engine.process;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Reads a child's output to its end so that it never blocks, passes on its lines, and keeps the
 * last part of it.
 */
final class Drain implements Runnable {
  private static final int KEPT = 16 * 1024;
  private static final int LONGEST_LINE = 1024;

  private final InputStream in;
  private final Thread thread;
  private final Consumer<String> said;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final byte[] ring = new byte[KEPT];
  private long total;

  private Drain(InputStream in, Consumer<String> said) {
    this.in = in;
    this.said = said;
    this.thread = new Thread(this, "drain-child-output");
    this.thread.setDaemon(true);
  }

  static Drain of(InputStream in, Consumer<String> said) {
    Drain drain = new Drain(in, said);
    drain.thread.start();
    return drain;
  }

  @Override
  public void run() {
    byte[] buffer = new byte[4096];
    try (in) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        keep(buffer, n);
        passOn(buffer, n);
      }
    } catch (IOException e) {
      // The pipe was closed under us because the child was killed: there is nothing more to read.
      return;
    }
  }

  /** The beginning of a line is enough: whoever says more has nothing to tell. */
  private void passOn(byte[] buffer, int n) {
    for (int i = 0; i < n; i++) {
      if (buffer[i] == '\n') {
        said.accept(line.toString(StandardCharsets.UTF_8));
        line.reset();
      } else if (line.size() < LONGEST_LINE) {
        line.write(buffer[i]);
      }
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
