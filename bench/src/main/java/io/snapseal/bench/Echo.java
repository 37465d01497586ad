package io.snapseal.bench;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The same Jetty as a region's, with a handler that only sends back what it was sent. */
public final class Echo {
  private static final int THREADS = 64;

  private Echo() {}

  /** Serves until it is ended. */
  public static void main(String[] args) throws Exception {
    Server server = new Server(new QueuedThreadPool(THREADS, 8));
    server.setHandler(new GracefulHandler(new Back()));
    ServerConnector connector = new ServerConnector(server);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.start();
    System.out.println("ready http://127.0.0.1:" + connector.getLocalPort());
    server.join();
  }

  private static final class Back extends Handler.Abstract {
    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
      ByteBuffer body = Content.Source.asByteBuffer(request);
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/x-amz-json-1.1");
      response.write(true, body, callback);
      return true;
    }
  }
}
