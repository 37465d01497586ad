package io.snapseal.wire;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** HTTP by hand: what no decent client would send. */
final class RawHttp {
  private static final int TIMEOUT_MILLIS = 20_000;

  private RawHttp() {}

  /** Sends bytes, says no more, and reads until the server closes. */
  static String exchange(WireServer server, byte[] bytes) throws IOException {
    try (Socket socket = new Socket(server.endpoint().getHost(), server.port())) {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      OutputStream out = socket.getOutputStream();
      try {
        out.write(bytes);
        out.flush();
        socket.shutdownOutput();
      } catch (IOException e) {
        // The server may refuse before it has read everything; its answer counts.
      }
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  static String exchange(WireServer server, String text) throws IOException {
    return exchange(server, text.getBytes(StandardCharsets.ISO_8859_1));
  }

  static int status(String response) {
    return response.startsWith("HTTP/1.1 ") ? Integer.parseInt(response.substring(9, 12)) : -1;
  }

  /** A request as bytes; the connection ends with it. */
  static byte[] bytes(WireRequest request) {
    StringBuilder head = new StringBuilder();
    String target =
        request.rawQuery().isEmpty() ? request.path() : request.path() + "?" + request.rawQuery();
    head.append(request.method()).append(' ').append(target).append(" HTTP/1.1\r\n");
    for (Map.Entry<String, List<String>> header : request.headers().entrySet()) {
      header
          .getValue()
          .forEach(v -> head.append(header.getKey()).append(": ").append(v).append("\r\n"));
    }
    head.append("connection: close\r\ncontent-length: ")
        .append(request.body().length)
        .append("\r\n\r\n");
    byte[] start = head.toString().getBytes(StandardCharsets.ISO_8859_1);
    byte[] all = java.util.Arrays.copyOf(start, start.length + request.body().length);
    System.arraycopy(request.body(), 0, all, start.length, request.body().length);
    return all;
  }
}
