package io.snapseal.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapseal.iam.Caller;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kms.model.CreateKeyRequest;
import software.amazon.awssdk.services.kms.model.KmsException;

/** The buckets themselves: many threads, a clock that is set back, more accounts than fit. */
class ThrottleTest {
  private static final CreateKeyRequest CREATE = CreateKeyRequest.builder().build();
  private static final int PER_SECOND = 5;

  private final SettableClock clock = new SettableClock();
  private final Throttle throttle = new Throttle(QuotaTable.aws(), clock);

  private void call(int account) {
    throttle.accept(Caller.root("%012d".formatted(account), "us-east-1", "r"), CREATE);
  }

  private boolean passes(int account) {
    try {
      call(account);
      return true;
    } catch (KmsException e) {
      return false;
    }
  }

  @Test
  void manyAtOnceGetNoMoreThanOneAfterAnother() throws InterruptedException {
    AtomicInteger passed = new AtomicInteger();
    ExecutorService pool = Executors.newFixedThreadPool(8);
    for (int i = 0; i < 400; i++) {
      pool.execute(() -> passed.addAndGet(passes(1) ? 1 : 0));
    }
    pool.shutdown();
    assertThat(pool.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
    assertThat(passed).hasValue(PER_SECOND);
  }

  @Test
  void aClockThatIsSetBackHoldsNobodyUp() {
    call(1);
    clock.advance(Duration.ofDays(-1));
    assertThat(passes(1)).isFalse();
    clock.advance(Duration.ofSeconds(1));
    assertThat(passes(1)).isTrue();
  }

  @Test
  void fullBucketsAreForgottenAndThereIsABound() {
    int most = 16_384;
    for (int account = 0; account < most; account++) {
      call(account);
    }
    assertThatThrownBy(() -> call(most)).isInstanceOf(KmsException.class);
    assertThat(throttle.buckets()).isEqualTo(most);
    clock.advance(Duration.ofSeconds(1));
    call(most);
    assertThat(throttle.buckets()).isEqualTo(1);
  }
}
