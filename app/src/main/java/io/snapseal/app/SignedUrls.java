package io.snapseal.app;

import io.snapseal.iam.Caller;
import io.snapseal.iam.Origin;
import io.snapseal.iam.service.SignedCallers;
import io.snapseal.rds.snapshot.PresignedUrls;
import io.snapseal.wire.PresignedRequest;
import io.snapseal.wire.PresignedUrlCheck;
import io.snapseal.wire.PresignedUrlException;
import io.snapseal.wire.SecretAccessKey;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Verifies presigned URLs by the access keys of this server.
 *
 * @param requestIds names what a URL is used for
 */
record SignedUrls(PresignedUrlCheck check, SignedCallers callers, Supplier<String> requestIds)
    implements PresignedUrls {
  @Override
  public Presigned verified(String url) {
    PresignedRequest request;
    try {
      request = check.verify(url);
    } catch (PresignedUrlException e) {
      throw new RefusedException(e.code());
    }
    Caller signer =
        callers.caller(
            new Origin(
                "127.0.0.1",
                url.startsWith("https:"),
                Optional.of(request.accessKeyId()),
                "",
                requestIds.get()),
            request.sessionToken().map(SecretAccessKey::reveal),
            request.service(),
            request.region());
    return new Presigned(signer, request.service(), request.host(), request.parameters());
  }
}
