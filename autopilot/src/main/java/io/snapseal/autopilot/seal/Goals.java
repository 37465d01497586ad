package io.snapseal.autopilot.seal;

import io.snapseal.autopilot.aws.AwsFault;
import io.snapseal.autopilot.aws.Failure;
import io.snapseal.autopilot.aws.KeyAnswer;
import io.snapseal.autopilot.aws.KeyBook;
import io.snapseal.autopilot.aws.OwnFault;
import io.snapseal.autopilot.decide.Goal;
import io.snapseal.autopilot.find.Lineage;
import io.snapseal.autopilot.find.Route;
import io.snapseal.autopilot.find.Snapshot;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Applies a request to a source. */
public final class Goals {
  /** What makes a source unreadable for certain; that KMS will not say is no reason not to try. */
  private static final Set<String> CERTAIN =
      Set.of(
          OwnFault.KEY_DISABLED.code(),
          OwnFault.KEY_PENDING_DELETION.code(),
          OwnFault.KEY_NOT_READY.code(),
          AwsFault.KEY_NOT_FOUND.code());

  private final SealRequest request;
  private final String keyArn;
  private final Map<String, String> copyKeys;
  private final @Nullable Failure refusal;
  private final KeyBook keys;

  Goals(
      SealRequest request,
      String keyArn,
      Map<String, String> copyKeys,
      @Nullable Failure refusal,
      KeyBook keys) {
    this.request = request;
    this.keyArn = keyArn;
    this.copyKeys = copyKeys;
    this.refusal = refusal;
    this.keys = keys;
  }

  SealRequest request() {
    return request;
  }

  String keyArn() {
    return keyArn;
  }

  KeyBook keys() {
    return keys;
  }

  /** What is wanted for a source that is available. */
  Goal of(Snapshot source) throws InterruptedException {
    KeyAnswer key = keys.of(request.region(), source.keyId());
    boolean underKey = source.encrypted() && key != null && keyArn.equals(key.arn());
    Lineage origin = Lineage.of(source, keyArn);
    Map<String, Lineage> copies = new LinkedHashMap<>();
    copyKeys.forEach((region, arn) -> copies.put(region, origin.under(arn)));
    Route route = request.route().forSnapshot(source);
    Failure impossible = route.obstacle(source);
    return new Goal(
        source.kind(),
        request.region(),
        source.id(),
        source.arn(),
        source.engine(),
        source.engineVersion(),
        source.manual(),
        underKey,
        origin,
        route,
        copies,
        request.verification(),
        true,
        request.source(),
        refusal,
        underKey ? null : impossible == null ? unreadable(key) : impossible);
  }

  private static @Nullable Failure unreadable(@Nullable KeyAnswer key) {
    Failure why = key == null ? null : key.unusable();
    return why != null && CERTAIN.contains(why.code()) ? why : null;
  }
}
