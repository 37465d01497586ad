package io.snapseal.wire;

import java.util.UUID;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Answers what is not even HTTP, in AWS's manner and without Jetty's own page. */
final class JettyErrors extends ErrorHandler {
  private static final int SERVER_ERRORS = 500;
  private static final int UNAVAILABLE = 503;

  private final Supplier<UUID> requestIds;

  JettyErrors(Supplier<UUID> requestIds) {
    this.requestIds = requestIds;
  }

  @Override
  protected void generateResponse(
      Request request,
      Response response,
      int code,
      @Nullable String message,
      @Nullable Throwable cause,
      Callback callback) {
    String id = requestIds.get().toString();
    // It is never the server's fault that a client speaks something else.
    int status = code < SERVER_ERRORS || code == UNAVAILABLE || cause == null ? code : 400;
    Fault fault =
        new Fault("MalformedHttpRequestException", "The request is not valid HTTP.", status);
    response.getHeaders().put(HttpHeader.CONNECTION, "close");
    JettyHandler.write(response, new QueryCodec().fault(fault, "", id).withRequestId(id), callback);
  }
}
