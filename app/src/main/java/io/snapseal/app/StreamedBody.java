package io.snapseal.app;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.Flow;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.SubmissionPublisher;
import org.jspecify.annotations.Nullable;

/**
 * A request's body, written by a thread of its own once it is wanted, and only as fast as it is
 * sent. If that fails the request is broken off: what was sent never looks whole.
 */
final class StreamedBody implements Flow.Publisher<ByteBuffer> {
  /** Pieces that may wait to be sent. */
  private static final int WAITING = 16;

  private final SignedTransfer.Body body;
  private volatile @Nullable Exception failure;
  private volatile boolean begun;

  StreamedBody(SignedTransfer.Body body) {
    this.body = body;
  }

  @Override
  public void subscribe(Flow.Subscriber<? super ByteBuffer> sending) {
    begun = true;
    SubmissionPublisher<ByteBuffer> pieces =
        new SubmissionPublisher<>(ForkJoinPool.commonPool(), WAITING);
    pieces.subscribe(sending);
    Thread writing = new Thread(() -> write(pieces), "sending");
    writing.setDaemon(true);
    writing.start();
  }

  private void write(SubmissionPublisher<ByteBuffer> pieces) {
    try {
      body.writeTo(new Pieces(pieces));
      pieces.close();
    } catch (IOException | RuntimeException e) {
      failure = e;
      pieces.closeExceptionally(e);
    }
  }

  /** Whether anybody has asked for it. */
  boolean begun() {
    return begun;
  }

  /** Throws what kept the body from being written, if it was that. */
  void rethrowOwn() throws IOException {
    Exception own = failure;
    if (own instanceof HungUpException) {
      return;
    }
    if (own instanceof IOException e) {
      throw e;
    }
    if (own instanceof RuntimeException e) {
      throw e;
    }
  }

  /** Nobody takes what is written any more. */
  private static final class HungUpException extends IOException {
    private static final long serialVersionUID = 1L;

    HungUpException() {
      super("the region has hung up");
    }
  }

  /** What is written goes on in pieces; a full row of them is waited for. */
  private static final class Pieces extends OutputStream {
    private final SubmissionPublisher<ByteBuffer> pieces;

    Pieces(SubmissionPublisher<ByteBuffer> pieces) {
      this.pieces = pieces;
    }

    @Override
    public void write(int one) throws IOException {
      write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      if (!pieces.hasSubscribers()) {
        throw new HungUpException();
      }
      int unused =
          pieces.submit(ByteBuffer.wrap(Arrays.copyOfRange(bytes, offset, offset + length)));
    }
  }
}
