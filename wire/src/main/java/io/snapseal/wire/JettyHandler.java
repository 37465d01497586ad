package io.snapseal.wire;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Between Jetty's requests and ours. A body is read whole, and never further than its limit. */
final class JettyHandler extends Handler.Abstract {
  private final Dispatcher dispatcher;
  private final int maxBody;

  JettyHandler(Dispatcher dispatcher, int maxBody) {
    this.dispatcher = dispatcher;
    this.maxBody = maxBody;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    WireRequest whole;
    try {
      whole = head(request, body(request));
    } catch (IOException e) {
      // The client went away, or fed its body too slowly.
      Response.writeError(request, response, callback, HttpStatus.REQUEST_TIMEOUT_408);
      return true;
    }
    if (whole.body().length > maxBody) {
      // What follows on this connection is the rest of a body that nobody will read.
      response.getHeaders().put(HttpHeader.CONNECTION, "close");
    }
    write(response, dispatcher.answer(whole), callback);
    return true;
  }

  static void writeHead(Response response, WireResponse answer) {
    response.setStatus(answer.status());
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, answer.contentType());
    answer.requestId().ifPresent(id -> response.getHeaders().put("x-amzn-RequestId", id));
  }

  static void write(Response response, WireResponse answer, Callback callback) {
    writeHead(response, answer);
    response.write(true, ByteBuffer.wrap(answer.body()), callback);
  }

  /** A request as it came, with that body. */
  static WireRequest head(Request request, byte[] body) {
    Map<String, List<String>> headers = new HashMap<>();
    for (HttpField field : request.getHeaders()) {
      headers
          .computeIfAbsent(field.getLowerCaseName(), name -> new ArrayList<>())
          .add(Optional.ofNullable(field.getValue()).orElse(""));
    }
    return new WireRequest(
        request.getMethod(),
        Optional.ofNullable(request.getHttpURI().getPath()).orElse("/"),
        Optional.ofNullable(request.getHttpURI().getQuery()).orElse(""),
        headers,
        body,
        address(request),
        request.isSecure());
  }

  /** One byte more than allowed at most: enough to tell that there are too many. */
  private byte[] body(Request request) throws IOException {
    try (InputStream body = Content.Source.asInputStream(request)) {
      return body.readNBytes(maxBody + 1);
    }
  }

  private static String address(Request request) {
    return request.getConnectionMetaData().getRemoteSocketAddress()
            instanceof InetSocketAddress socket
        ? socket.getAddress().getHostAddress()
        : "unknown";
  }
}
