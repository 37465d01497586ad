package io.snapseal.wire;

import java.time.Duration;

/**
 * What one client may cost. A request beyond a limit is refused with a 4xx.
 *
 * @param bodyBytes the largest request body; the largest legitimate one is KMS's, under 10 KiB
 * @param headerBytes the largest request line with headers; a presigned URL travels in it
 * @param connections how many connections may be open at a time
 * @param threads how many requests may be worked on at a time
 * @param idle how long a connection may be silent
 * @param drain how long running requests may take to finish when the server stops
 */
public record WireLimits(
    int bodyBytes, int headerBytes, int connections, int threads, Duration idle, Duration drain) {

  public WireLimits {
    if (bodyBytes < 1 || headerBytes < 1 || connections < 1) {
      throw new IllegalArgumentException("limits are positive");
    }
    // The server's own acceptor and selectors take threads from the same pool.
    if (threads < 8) {
      throw new IllegalArgumentException("the server needs at least 8 threads");
    }
  }

  /** 1 MiB of body, 32 KiB of headers, 512 connections, 64 threads, 60 s idle, 10 s to drain. */
  public static WireLimits standard() {
    return new WireLimits(
        1 << 20, 32 << 10, 512, 64, Duration.ofSeconds(60), Duration.ofSeconds(10));
  }
}
