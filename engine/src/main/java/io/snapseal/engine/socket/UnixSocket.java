package io.snapseal.engine.socket;

import io.snapseal.engine.EngineException;
import io.snapseal.engine.files.Durable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A Unix domain socket in the shape JDBC drivers want. The JDK offers such sockets as channels only
 * (JEP 380). Timeouts do not apply.
 */
public final class UnixSocket extends Socket {
  private static final int LONGEST_PATH = 107;

  private final SocketChannel channel;

  /**
   * Checks that a socket can have this path (unix(7)).
   *
   * @throws EngineException naming the directory above the socket's own, if it is too long
   */
  public static void requireShort(Path socket) {
    int length = socket.toString().getBytes(StandardCharsets.UTF_8).length;
    if (length > LONGEST_PATH) {
      throw new EngineException(
          "run directory "
              + Durable.parent(Durable.parent(socket))
              + " is "
              + (length - LONGEST_PATH)
              + " bytes too long for a Unix socket",
          "choose a shorter one",
          null);
    }
  }

  /** Connects. */
  public UnixSocket(Path path) throws IOException {
    channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.connect(UnixDomainSocketAddress.of(path));
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  @Override
  public InputStream getInputStream() {
    return new In(channel);
  }

  @Override
  public OutputStream getOutputStream() {
    return new Out(channel);
  }

  @Override
  public boolean isConnected() {
    return true;
  }

  @Override
  public boolean isClosed() {
    return !channel.isOpen();
  }

  @Override
  public synchronized void close() throws IOException {
    channel.close();
  }

  @Override
  public void connect(SocketAddress endpoint, int timeout) {
    // Connected already: the driver's host and port mean nothing here.
  }

  @Override
  public SocketAddress getRemoteSocketAddress() {
    return InetSocketAddress.createUnresolved("localhost", 0);
  }

  @Override
  public void setTcpNoDelay(boolean on) {}

  @Override
  public void setKeepAlive(boolean on) {}

  @Override
  public synchronized void setSoTimeout(int timeout) {}

  @Override
  public synchronized int getSoTimeout() {
    return 0;
  }

  @Override
  public synchronized void setReceiveBufferSize(int size) {}

  @Override
  public synchronized void setSendBufferSize(int size) {}

  private static final class In extends InputStream {
    private final SocketChannel channel;

    private In(SocketChannel channel) {
      this.channel = channel;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      return length == 0 ? 0 : channel.read(ByteBuffer.wrap(bytes, offset, length));
    }
  }

  private static final class Out extends OutputStream {
    private final SocketChannel channel;

    private Out(SocketChannel channel) {
      this.channel = channel;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
    }
  }
}
