package io.snapseal.rds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapseal.blockstore.BlockStore;
import io.snapseal.blockstore.KeyAccess;
import io.snapseal.blockstore.Progress;
import io.snapseal.iam.Caller;
import io.snapseal.rds.peer.OtherRegions;
import io.snapseal.rds.peer.Peer;
import io.snapseal.rds.peer.PeerKey;
import io.snapseal.rds.resource.RdsArn;
import io.snapseal.rds.resource.SnapshotInternals;
import io.snapseal.rds.resource.Tables;
import io.snapseal.rds.snapshot.PresignedUrls;
import io.snapseal.state.Row;
import io.snapseal.state.Scope;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.RdsException;

/**
 * Two servers in one process, what passes between them in the test's hands: cut, changed, answered
 * by somebody else, or lost with a server that is killed.
 */
@SuppressWarnings("NullAway.Init") // each test begins with two servers
class CopiesBetweenServersTest {
  private static final String HERE = RdsFixture.SECOND;
  private static final String THERE = RdsFixture.FIRST;
  private static final int LOOKS = 1200;
  private static final String STRANGER = "210987654321";

  @TempDir private Path temporary;
  private final Map<String, PresignedUrls.Presigned> urls = new ConcurrentHashMap<>();
  private final AtomicInteger messages = new AtomicInteger();
  private final AtomicLong bytes = new AtomicLong();
  private volatile UnaryOperator<byte[]> network = answer -> answer;
  private volatile boolean down;
  private RdsFixture there;
  private RdsFixture here;
  private String hereKey;
  private String thereKey;

  @BeforeEach
  void start() throws IOException {
    Passable.make(temporary);
    there = startThere();
    here = startHere();
    hereKey = here.kms(HERE).createKey(r -> {}).keyMetadata().arn();
    thereKey = there.kms(THERE).createKey(r -> {}).keyMetadata().arn();
    there.createInstance("shop", null);
    there.idle();
    snapshot("plain");
  }

  @AfterEach
  void stop() {
    here.close();
    there.close();
  }

  private RdsFixture startThere() {
    return new RdsFixture(
        temporary.resolve("there"), List.of(THERE), others(HERE, message -> null));
  }

  private RdsFixture startHere() {
    return new RdsFixture(temporary.resolve("here"), List.of(HERE), others(THERE, this::carried));
  }

  /** Carries a message to the other server. */
  private interface Carrier {
    byte @Nullable [] carry(byte[] message) throws IOException;
  }

  private OtherRegions others(String peer, Carrier carrier) {
    PresignedUrls verified =
        url -> {
          PresignedUrls.Presigned found = urls.get(url);
          if (found == null) {
            throw new PresignedUrls.RefusedException("nobody has signed it");
          }
          return found;
        };
    return new OtherRegions(
        verified,
        List.of(
            new Peer(
                peer,
                PeerKey.of(new byte[PeerKey.LENGTH]),
                message -> {
                  byte[] answer = carrier.carry(message);
                  if (answer == null) {
                    throw new IOException("there is no way");
                  }
                  return answer;
                })));
  }

  private byte[] carried(byte[] message) throws IOException {
    messages.incrementAndGet();
    if (down) {
      throw new IOException("the network is down");
    }
    byte[] answer =
        network.apply(there.rds.answerPeer(message).orElseThrow(() -> new IOException("refused")));
    bytes.addAndGet(answer.length);
    return answer;
  }

  private void snapshot(String id) {
    there.client().createDBSnapshot(r -> r.dbInstanceIdentifier("shop").dbSnapshotIdentifier(id));
    there.idle();
  }

  private static String arn(String id) {
    return RdsArn.snapshot(new Scope(RdsFixture.ACCOUNT, THERE), id).toString();
  }

  /** A URL that somebody of an account has signed for a copy. */
  private String url(String account, String source, String target, String key) {
    String url = "https://url/" + urls.size();
    urls.put(
        url,
        new PresignedUrls.Presigned(
            Caller.root(account, THERE, "test"),
            "rds",
            "rds.us-east-1.amazonaws.com",
            Map.of(
                "Action", "CopyDBSnapshot",
                "DestinationRegion", HERE,
                "SourceDBSnapshotIdentifier", arn(source),
                "TargetDBSnapshotIdentifier", target,
                "KmsKeyId", key)));
    return url;
  }

  private void signedBy(RdsClient client, String account, String source, String target) {
    copy(client, source, target, url(account, source, target, hereKey));
  }

  private void copy(RdsClient client, String source, String target, String url) {
    client.copyDBSnapshot(
        r ->
            r.sourceDBSnapshotIdentifier(arn(source))
                .targetDBSnapshotIdentifier(target)
                .kmsKeyId(hereKey)
                .preSignedUrl(url));
  }

  private void copied(String source, String target) {
    signedBy(here.client(HERE), RdsFixture.ACCOUNT, source, target);
    here.idle();
  }

  /** A copy under another key fetches everything. */
  private void anotherKey() {
    hereKey = here.kms(HERE).createKey(r -> {}).keyMetadata().arn();
  }

  private static void until(BooleanSupplier holds) {
    for (int look = 0; look < LOOKS; look++) {
      if (holds.getAsBoolean()) {
        return;
      }
      RdsFixture.pause();
    }
    throw new AssertionError("it does not come to that");
  }

  private DBSnapshot shown(String id) {
    return here.snapshot(HERE, id);
  }

  private void assertWhole(String id) {
    assertThat(shown(id).status()).isEqualTo("available");
    Row<DBSnapshot, SnapshotInternals> row =
        here.state.read(handle -> Tables.snapshot(handle, new Scope(RdsFixture.ACCOUNT, HERE), id));
    BlockStore store = Objects.requireNonNull(here.stores.get(HERE));
    assertThat(
            store
                .verify(row.internal().storeId(), KeyAccess.of(here.kms(HERE)), Progress.NONE)
                .problems())
        .isEmpty();
  }

  /** Whichever message is lost, changed, cut or answered twice, the copy ends whole. */
  @Test
  void theNetworkCanDelayACopyAndNoMore() {
    copied("plain", "reference");
    assertWhole("reference");
    int all = messages.get();
    byte[][] earlier = new byte[1][];
    List<UnaryOperator<byte[]>> attacks =
        List.of(
            answer -> new byte[0],
            answer -> java.util.Arrays.copyOf(answer, answer.length - 1),
            answer -> {
              byte[] changed = answer.clone();
              changed[changed.length / 2] ^= 1;
              return changed;
            },
            answer -> Objects.requireNonNull(earlier[0]));
    for (int message = 2; message <= all; message++) {
      anotherKey();
      int hit = messages.get() + message;
      UnaryOperator<byte[]> attack = attacks.get(message % attacks.size());
      network =
          answer -> {
            byte[] given = messages.get() == hit ? attack.apply(answer) : answer;
            earlier[0] = answer;
            return given;
          };
      String id = "attacked-" + message;
      copied("plain", id);
      assertWhole(id);
    }
  }

  /** A server that is gone is waited for; what came before that is not fetched again. */
  @Test
  void aCopyWaitsForTheOtherServerAndGoesOnWhereItWas() throws IOException {
    copied("plain", "reference");
    long whole = bytes.getAndSet(0);
    anotherKey();
    int end = messages.get() + messages.get() * 7 / 10;
    network =
        answer -> {
          down = messages.get() >= end;
          return answer;
        };
    signedBy(here.client(HERE), RdsFixture.ACCOUNT, "plain", "slow");
    until(() -> down);
    // Both servers die, and start again.
    here.close();
    there.close();
    network = answer -> answer;
    down = false;
    there = startThere();
    here = startHere();
    here.idle();
    assertWhole("slow");
    assertThat(bytes.get()).isLessThan(whole * 3 / 2);
    assertThat(Objects.requireNonNull(here.stores.get(HERE)).unfinishedCopies()).isEmpty();
  }

  @Test
  void deletingTheTargetCancelsItAndLeavesNothing() {
    network =
        answer -> {
          down = messages.get() >= 5;
          return answer;
        };
    signedBy(here.client(HERE), RdsFixture.ACCOUNT, "plain", "unwanted");
    until(() -> down);
    here.client(HERE).deleteDBSnapshot(r -> r.dbSnapshotIdentifier("unwanted"));
    network = answer -> answer;
    down = false;
    here.idle();
    BlockStore store = Objects.requireNonNull(here.stores.get(HERE));
    until(() -> store.unfinishedCopies().isEmpty());
    assertThat(store.snapshots()).isEmpty();
  }

  /** Who may copy is decided where the snapshot is, by who has signed; never by who forwards it. */
  @Test
  void theOtherServerGivesToWhomItsOwnerLets() {
    assertThatThrownBy(() -> copy(here.client(HERE), "plain", "c1", "https://forged"))
        .hasMessageContaining("PreSignedUrl could not be authenticated: nobody has signed it");
    RdsClient stranger = here.rds.as(Caller.root(STRANGER, HERE, "test"));
    assertThatThrownBy(() -> signedBy(stranger, RdsFixture.ACCOUNT, "plain", "c2"))
        .isInstanceOf(RdsException.class)
        .hasMessageContaining("signed for another account");
    assertThatThrownBy(() -> signedBy(stranger, STRANGER, "plain", "c3"))
        .isInstanceOf(RdsException.class)
        .hasMessageContaining("not found");
    assertThatThrownBy(() -> signedBy(here.client(HERE), RdsFixture.ACCOUNT, "nothing", "c4"))
        .isInstanceOf(RdsException.class)
        .hasMessageContaining("not found");
    String strangersKey =
        here.kms.as(Caller.root(STRANGER, HERE, "test")).createKey(r -> {}).keyMetadata().arn();
    there
        .client()
        .modifyDBSnapshotAttribute(
            r -> r.dbSnapshotIdentifier("plain").attributeName("restore").valuesToAdd(STRANGER));
    String url = url(STRANGER, "plain", "shared", strangersKey);
    stranger.copyDBSnapshot(
        r ->
            r.sourceDBSnapshotIdentifier(arn("plain"))
                .targetDBSnapshotIdentifier("shared")
                .kmsKeyId(strangersKey)
                .preSignedUrl(url));
    here.idle();
    assertThat(
            stranger
                .describeDBSnapshots(r -> r.dbSnapshotIdentifier("shared"))
                .dbSnapshots()
                .get(0)
                .status())
        .isEqualTo("available");
  }

  /** The second copy of a lineage fetches and stores what changed; another key begins anew. */
  @Test
  void laterCopiesOfOneLineageCarryOnlyWhatChanged() {
    copied("plain", "first");
    long whole = bytes.getAndSet(0);
    snapshot("later");
    copied("later", "second");
    assertWhole("second");
    assertThat(bytes.get()).isLessThan(whole / 2);
    bytes.set(0);
    String first = hereKey;
    anotherKey();
    copied("later", "otherwise");
    assertWhole("otherwise");
    assertThat(bytes.get()).isGreaterThan(whole / 2);
    hereKey = first;
    here.client(HERE).deleteDBSnapshot(r -> r.dbSnapshotIdentifier("first"));
    here.idle();
    assertWhole("second");
  }

  /** A key that is disabled there ends what needs it; the copy fails, and keeps nothing. */
  @Test
  void aSourceKeyThatIsDisabledEndsTheCopy() {
    there
        .client()
        .copyDBSnapshot(
            r ->
                r.sourceDBSnapshotIdentifier("plain")
                    .targetDBSnapshotIdentifier("sealed")
                    .kmsKeyId(thereKey));
    there.idle();
    network =
        answer -> {
          there.kms(THERE).disableKey(r -> r.keyId(thereKey));
          network = later -> later;
          return answer;
        };
    copied("sealed", "late");
    assertThat(shown("late").status()).isEqualTo("failed");
    assertThat(Objects.requireNonNull(here.stores.get(HERE)).unfinishedCopies()).isEmpty();
  }
}
