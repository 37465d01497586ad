package io.snapseal.kms;

import io.snapseal.iam.Caller;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import software.amazon.awssdk.awscore.AwsRequest;

/**
 * Lets an account's requests through as fast as its quotas in a region allow, whoever in the
 * account makes them and whatever service on its behalf: each quota is a bucket of tokens that
 * holds one second's worth and is filled at its rate.
 *
 * <p>Of a bucket nothing is kept but when it will be full; one that is full is forgotten.
 */
final class Throttle implements BiConsumer<Caller, AwsRequest> {
  private static final int MOST_BUCKETS = 16_384;

  private final QuotaTable quotas;
  private final Clock clock;
  private final Map<Bucket, Long> fullAt = new HashMap<>();

  private record Bucket(String account, String region, String quota) {}

  Throttle(QuotaTable quotas, Clock clock) {
    this.quotas = quotas;
    this.clock = clock;
  }

  /** What a choice of quotas comes to. */
  static BiConsumer<Caller, AwsRequest> of(RequestQuotas quotas, Clock clock) {
    return quotas == RequestQuotas.AWS
        ? new Throttle(QuotaTable.aws(), clock)
        : (caller, request) -> {};
  }

  /** Charges a well-formed request to its caller's account, or refuses it. */
  @Override
  public void accept(Caller caller, AwsRequest request) {
    if (!taken(caller.account(), quotas.charges(caller.region(), request))) {
      throw KmsFaults.throttled();
    }
  }

  /** From every bucket, or from none. */
  private synchronized boolean taken(String account, List<QuotaTable.Charge> charges) {
    long now = Duration.between(Instant.EPOCH, clock.instant()).toNanos();
    Map<Bucket, Long> after = new HashMap<>();
    for (QuotaTable.Charge charge : charges) {
      Bucket bucket = new Bucket(account, charge.region(), charge.quota().name());
      long interval = charge.quota().interval(charge.region());
      long latest = now + charge.quota().burst(charge.region()) * interval;
      long full = Math.max(now, fullAt.getOrDefault(bucket, now));
      if (full > latest) { // the clock was set back: what was counted by it is no more than empty
        fullAt.put(bucket, latest);
      }
      long then = full + charge.times() * interval;
      if (then > latest) {
        return false;
      }
      after.put(bucket, then);
    }
    return keep(after, now);
  }

  /** More buckets in use at once than there is room for are as good as empty. */
  private boolean keep(Map<Bucket, Long> after, long now) {
    if (fullAt.size() + after.size() > MOST_BUCKETS) {
      fullAt.values().removeIf(full -> full <= now);
    }
    if (fullAt.size() + after.size() > MOST_BUCKETS) {
      return false;
    }
    fullAt.putAll(after);
    return true;
  }

  /** How many buckets are remembered. */
  synchronized int buckets() {
    return fullAt.size();
  }
}
