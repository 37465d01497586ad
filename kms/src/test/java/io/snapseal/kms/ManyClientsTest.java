package io.snapseal.kms;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.ConflictException;
import software.amazon.awssdk.services.kms.model.DisabledException;
import software.amazon.awssdk.services.kms.model.GrantListEntry;
import software.amazon.awssdk.services.kms.model.GrantOperation;
import software.amazon.awssdk.services.kms.model.KmsException;
import software.amazon.awssdk.services.kms.model.LimitExceededException;
import software.amazon.awssdk.services.kms.model.RotationsListEntry;
import software.amazon.awssdk.services.kms.model.Tag;

/** 64 clients with one key at the same time. */
class ManyClientsTest {
  private static final int CLIENTS = 64;
  private static final int ROUNDS = 12;
  private static final String GRANTEE = "arn:aws:iam::" + KmsFixture.ACCOUNT + ":root";

  @TempDir private Path home;
  private KmsFixture fixture;
  private String key;

  @BeforeEach
  void open() {
    fixture = new KmsFixture(home);
    key = fixture.client().createKey(r -> {}).keyMetadata().keyId();
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  /** What a client does in one of its rounds. */
  private interface Work {
    void run(KmsClient kms, int client, int round);
  }

  private void together(Work work) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(CLIENTS);
    CountDownLatch begin = new CountDownLatch(1);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        int client = i;
        running.add(
            pool.submit(
                () -> {
                  begin.await();
                  for (int round = 0; round < ROUNDS; round++) {
                    work.run(fixture.client(), client, round);
                  }
                  return null;
                }));
      }
      begin.countDown();
      for (Future<?> one : running) {
        one.get();
      }
    } finally {
      pool.shutdownNow();
    }
  }

  /**
   * When a call began and ended, and what it did or saw of the key's state.
   *
   * @param change whether it set the state; if not, it saw it
   */
  private record Seen(long began, long ended, boolean change, boolean enabled) {}

  /**
   * Of every answer: some change to what it saw began before it ended, and no other change lies
   * wholly between the two.
   */
  @Test
  void everyAnswerAboutADisabledKeyIsExplainableBySomeOrder() throws Exception {
    AtomicLong time = new AtomicLong(1);
    Queue<Seen> history = new ConcurrentLinkedQueue<>();
    history.add(new Seen(0, 0, true, true));
    together(
        (kms, client, round) -> {
          Random random = new Random(client * 1000L + round);
          long began = time.getAndIncrement();
          boolean change = random.nextInt(4) == 0;
          boolean enabled = change ? set(kms, random.nextBoolean()) : uses(kms, random.nextInt(3));
          history.add(new Seen(began, time.getAndIncrement(), change, enabled));
        });

    List<Seen> changes = history.stream().filter(Seen::change).toList();
    List<Seen> answers = history.stream().filter(seen -> !seen.change()).toList();
    assertThat(answers).extracting(Seen::enabled).contains(true, false);
    assertThat(answers).allMatch(answer -> isExplained(answer, changes));
  }

  private boolean set(KmsClient kms, boolean enabled) {
    if (enabled) {
      kms.enableKey(r -> r.keyId(key));
    } else {
      kms.disableKey(r -> r.keyId(key));
    }
    return enabled;
  }

  private boolean uses(KmsClient kms, int how) {
    try {
      if (how == 0) {
        return kms.describeKey(r -> r.keyId(key)).keyMetadata().enabled();
      } else if (how == 1) {
        kms.generateDataKey(r -> r.keyId(key).numberOfBytes(32));
      } else {
        kms.encrypt(r -> r.keyId(key).plaintext(KmsFixture.bytes("x")));
      }
      return true;
    } catch (DisabledException e) {
      return false;
    }
  }

  private static boolean isExplained(Seen answer, List<Seen> changes) {
    return changes.stream()
        .filter(c -> c.enabled() == answer.enabled() && c.began() < answer.ended())
        .anyMatch(
            cause ->
                changes.stream()
                    .noneMatch(
                        other ->
                            other.enabled() != answer.enabled()
                                && cause.ended() < other.began()
                                && other.ended() < answer.began()));
  }

  @Test
  void noTagIsLost() throws Exception {
    together(
        (kms, client, round) -> {
          if (round < 1) {
            kms.tagResource(
                r ->
                    r.keyId(key)
                        .tags(Tag.builder().tagKey("t" + client % 50).tagValue("v").build()));
          }
        });

    assertThat(fixture.client().listResourceTags(r -> r.keyId(key).limit(50)).tags()).hasSize(50);
  }

  @Test
  void noGrantIsLostAndNoneComesBack() throws Exception {
    Queue<String> kept = new ConcurrentLinkedQueue<>();
    together(
        (kms, client, round) -> {
          String grant =
              kms.createGrant(
                      r ->
                          r.keyId(key).granteePrincipal(GRANTEE).operations(GrantOperation.ENCRYPT))
                  .grantId();
          if (round % 2 == 0) {
            kms.revokeGrant(r -> r.keyId(key).grantId(grant));
          } else {
            kept.add(grant);
          }
        });

    List<String> found =
        fixture.client().listGrantsPaginator(r -> r.keyId(key).limit(100)).grants().stream()
            .map(GrantListEntry::grantId)
            .toList();
    assertThat(found).hasSize(CLIENTS * ROUNDS / 2).containsExactlyInAnyOrderElementsOf(kept);
  }

  /** A grant of one name and content is one grant, however many ask for it at once. */
  @Test
  void aNamedGrantIsMadeOnce() throws Exception {
    Queue<String> made = new ConcurrentLinkedQueue<>();
    together(
        (kms, client, round) ->
            made.add(
                kms.createGrant(
                        r ->
                            r.keyId(key)
                                .name("n" + round)
                                .granteePrincipal(GRANTEE)
                                .operations(GrantOperation.DECRYPT))
                    .grantId()));

    assertThat(made.stream().distinct()).hasSize(ROUNDS);
  }

  /** Rotations are as many as were acknowledged, and whatever was encrypted meanwhile opens. */
  @Test
  void noRotationIsLostAndEveryCiphertextOpens() throws Exception {
    Queue<SdkBytes> sealed = new ConcurrentLinkedQueue<>();
    AtomicLong rotated = new AtomicLong();
    together(
        (kms, client, round) -> {
          if (client % 8 == 0 && round % 4 == 0) {
            try {
              kms.rotateKeyOnDemand(r -> r.keyId(key));
              rotated.incrementAndGet();
            } catch (LimitExceededException | ConflictException e) {
              // Told, and nothing was done.
            }
          }
          sealed.add(
              kms.encrypt(r -> r.keyId(key).plaintext(KmsFixture.bytes("for ever")))
                  .ciphertextBlob());
        });

    List<RotationsListEntry> rotations =
        fixture.client().listKeyRotations(r -> r.keyId(key)).rotations();
    assertThat(rotated.get()).isPositive();
    assertThat(rotations).hasSize((int) rotated.get());
    for (SdkBytes ciphertext : sealed) {
      assertThat(
              fixture
                  .client()
                  .decrypt(r -> r.ciphertextBlob(ciphertext))
                  .plaintext()
                  .asUtf8String())
          .isEqualTo("for ever");
    }
  }

  @Test
  void anAliasIsTakenByOne() throws Exception {
    AtomicLong taken = new AtomicLong();
    together(
        (kms, client, round) -> {
          try {
            kms.createAlias(r -> r.aliasName("alias/a" + round).targetKeyId(key));
            taken.incrementAndGet();
          } catch (KmsException e) {
            assertThat(e.awsErrorDetails().errorCode()).isEqualTo("AlreadyExistsException");
          }
        });

    assertThat(taken.get()).isEqualTo(ROUNDS);
    assertThat(fixture.client().listAliases(r -> r.keyId(key)).aliases()).hasSize(ROUNDS);
  }
}
