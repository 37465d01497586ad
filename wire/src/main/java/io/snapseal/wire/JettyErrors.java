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
  private static final int BAD_REQUEST = 400;
  private static final int NOT_IMPLEMENTED = 501;
  private static final int VERSION_NOT_SUPPORTED = 505;

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
    // That a client speaks something unknown is no failure of the server's.
    int status = code == NOT_IMPLEMENTED || code == VERSION_NOT_SUPPORTED ? BAD_REQUEST : code;
    Fault fault =
        new Fault("MalformedHttpRequestException", "The request is not valid HTTP.", status);
    response.getHeaders().put(HttpHeader.CONNECTION, "close");
    JettyHandler.write(response, new QueryCodec().fault(fault, "", id).withRequestId(id), callback);
  }
}
