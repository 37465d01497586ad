package io.snapseal.wire;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Streams over HTTP: a body is read only as fast as it is dealt with, an answer written only as
 * fast as it is read. What fails on the way ends the connection without its last chunk, so that
 * nobody takes a part for the whole.
 */
final class JettyStreams extends Handler.Abstract {
  /** Of the server's threads: the rest answer AWS's operations. */
  private static final int MOST = 16;

  /**
   * How often a connection may fall silent for its idle time: programs that feed it take breaks.
   */
  private static final int SILENCES = 10;

  private static final int PIECE = 1 << 16;
  private static final long MOST_UNREAD = 64 << 20;

  /** Of one whose request was refused unread, and who may be nobody. */
  private static final long MOST_OF_STRANGERS = 1 << 20;

  private final StreamDispatcher dispatcher;
  private final Semaphore free;

  JettyStreams(StreamDispatcher dispatcher, int threads) {
    this.dispatcher = dispatcher;
    this.free = new Semaphore(Math.min(MOST, Math.max(1, threads / 4)));
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    String path = Optional.ofNullable(request.getHttpURI().getPath()).orElse("/");
    if (!dispatcher.has(request.getMethod(), path)) {
      return false;
    }
    WireRequest head = JettyHandler.head(request, new byte[0]);
    // What is left of the body, if anything, is nothing that the next request begins with.
    response.getHeaders().put(HttpHeader.CONNECTION, "close");
    if (!free.tryAcquire()) {
      JettyHandler.write(response, dispatcher.busy(head), callback);
      return true;
    }
    try {
      answer(request, response, callback, head);
    } finally {
      free.release();
    }
    return true;
  }

  private void answer(Request request, Response response, Callback callback, WireRequest head) {
    AtomicInteger silences = new AtomicInteger();
    request.addIdleTimeoutListener(timeout -> silences.incrementAndGet() >= SILENCES);
    Body body = new Body(Content.Source.asInputStream(request));
    WireResponse answer = dispatcher.answer(head, body);
    if (answer.streamed().isEmpty()) {
      if (body.begun || !request.getHeaders().contains(HttpHeader.EXPECT)) {
        body.drain(body.begun ? MOST_UNREAD : MOST_OF_STRANGERS);
      }
      JettyHandler.write(response, answer, callback);
      return;
    }
    JettyHandler.writeHead(response, answer);
    // Chunks even where the connection ends with the answer: its end must not look like the whole.
    response.getHeaders().put(HttpHeader.TRANSFER_ENCODING, "chunked");
    try {
      OutputStream out = Content.Sink.asOutputStream(response);
      answer.streamed().get().writeTo(new Unclosable(out));
      out.close(); // the last chunk: only now is it whole
    } catch (Throwable e) {
      // The answer has begun: that it does not end is all that can still be said.
      callback.failed(e);
      return;
    }
    callback.succeeded();
  }

  /** What the client sends, and whether it was let send anything. */
  private static final class Body extends FilterInputStream {
    private boolean begun;

    Body(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      begun = true;
      return in.read();
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      begun = true;
      return in.read(into, offset, length);
    }

    /**
     * Lets the client send some of what is left: one that is refused in the middle of a body would
     * find the connection broken, and not the answer.
     */
    void drain(long most) {
      byte[] unread = new byte[PIECE];
      try {
        for (long left = most; left > 0; ) {
          int count = in.read(unread);
          if (count < 0) {
            return;
          }
          left -= count;
        }
      } catch (IOException e) {
        // It is gone.
      }
    }
  }

  /** Whoever writes an answer does not say where it ends. */
  private static final class Unclosable extends FilterOutputStream {
    Unclosable(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }
}
