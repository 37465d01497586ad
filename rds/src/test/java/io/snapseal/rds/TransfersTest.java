package io.snapseal.rds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapseal.iam.Caller;
import io.snapseal.iam.policy.Identity;
import io.snapseal.rds.transfer.TransferRequest;
import io.snapseal.rds.transfer.Transfers;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.DbSnapshotNotFoundException;
import software.amazon.awssdk.services.rds.model.RdsException;

/** Files of any engine become a snapshot and files again; archives made to harm become nothing. */
class TransfersTest {
  private static final int DEATHS = 12;

  @TempDir private Path home;
  private RdsFixture fixture;
  private final Random random = new Random(3);

  @org.junit.jupiter.api.BeforeEach
  void start() {
    fixture = new RdsFixture(home);
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  private static Caller root() {
    return Caller.root(RdsFixture.ACCOUNT, RdsFixture.FIRST, "test");
  }

  private static Caller alice() {
    return Caller.local(
        Identity.user(RdsFixture.ACCOUNT, "alice"), "AIDA1", RdsFixture.FIRST, "test");
  }

  private static TransferRequest request(String id, String... more) {
    Map<String, String> members = new HashMap<>();
    members.put("DBSnapshotIdentifier", id);
    members.put("Engine", "oracle-ee");
    members.put("EngineVersion", "19.0.0.0.ru-2025-04.rur-2025-04.r1");
    for (int i = 0; i < more.length; i += 2) {
      members.put(more[i], more[i + 1]);
    }
    return TransferRequest.of(members);
  }

  private DBSnapshot imported(TransferRequest request, byte[] archive) throws IOException {
    return fixture
        .rds
        .transfers()
        .importSnapshot(root(), request, new ByteArrayInputStream(archive));
  }

  private Map<String, String> exported(Caller caller, String id) throws IOException {
    Transfers.Archive archive = fixture.rds.transfers().exportSnapshot(caller, request(id));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    archive.writeTo(bytes);
    return entries(bytes.toByteArray());
  }

  private static Map<String, String> entries(byte[] archive) throws IOException {
    Map<String, String> entries = new LinkedHashMap<>();
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(new ByteArrayInputStream(archive), "UTF-8")) {
      for (TarArchiveEntry e = tar.getNextEntry(); e != null; e = tar.getNextEntry()) {
        entries.put(e.getName(), new String(tar.readAllBytes(), StandardCharsets.ISO_8859_1));
      }
    }
    return entries;
  }

  /** What writes one entry. */
  private interface Writing {
    void to(TarArchiveOutputStream tar) throws IOException;
  }

  private static byte[] tar(Writing writing) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, "UTF-8")) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
      writing.to(tar);
    }
    return bytes.toByteArray();
  }

  private static void put(TarArchiveOutputStream tar, String name, byte[] content)
      throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name, true);
    entry.setSize(content.length);
    tar.putArchiveEntry(entry);
    tar.write(content);
    tar.closeArchiveEntry();
  }

  private static void put(TarArchiveOutputStream tar, String name, byte kind, String link)
      throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name, kind, true);
    entry.setLinkName(link);
    tar.putArchiveEntry(entry);
    tar.closeArchiveEntry();
  }

  /** GNU tar's way to a long name, here of 3 MiB, that a reader puts together in memory. */
  private static void longName(TarArchiveOutputStream tar) throws IOException {
    TarArchiveEntry entry =
        new TarArchiveEntry(TarConstants.GNU_LONGLINK, TarConstants.LF_GNUTYPE_LONGNAME);
    byte[] name = "n".repeat(3 << 20).getBytes(StandardCharsets.US_ASCII);
    entry.setSize(name.length);
    tar.putArchiveEntry(entry);
    tar.write(name);
    tar.closeArchiveEntry();
    put(tar, "n", new byte[0]);
  }

  private byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private byte[] backup() throws IOException {
    return tar(
        t -> {
          put(t, "./", new byte[0]);
          put(t, "./rman/", new byte[0]);
          put(t, "./rman/full_01.bkp", "CANARY of the plain text".getBytes(StandardCharsets.UTF_8));
          put(t, "./rman/full_02.bkp", bytes(20 << 20));
          put(t, "./control", bytes(100));
          put(t, "./grüße/" + "n".repeat(200), new byte[0]);
        });
  }

  private String key() {
    return fixture.kms(RdsFixture.FIRST).createKey().keyMetadata().arn();
  }

  private long occurs(String text) throws IOException {
    long count = 0;
    try (Stream<Path> files = Files.walk(home.resolve("store-" + RdsFixture.FIRST))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        count +=
            new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text)
                ? 1
                : 0;
      }
    }
    return count;
  }

  @Test
  void aBackupOfAnyEngineGoesInSealedAndComesOut() throws IOException {
    byte[] backup = backup();
    String key = key();
    DBSnapshot snapshot =
        imported(request("legacy", "KmsKeyId", key, "DBInstanceIdentifier", "prod"), backup);
    assertThat(snapshot.status()).isEqualTo("available");
    assertThat(snapshot.encrypted()).isTrue();
    assertThat(snapshot.kmsKeyId()).isEqualTo(key);
    assertThat(snapshot.dbInstanceIdentifier()).isEqualTo("prod");
    assertThat(snapshot.snapshotType()).isEqualTo("manual");
    assertThat(fixture.snapshot(RdsFixture.FIRST, "legacy")).isEqualTo(snapshot);
    assertThat(occurs("CANARY")).isEqualTo(0);
    Map<String, String> out = exported(root(), "legacy");
    Map<String, String> in = entries(backup);
    assertThat(out)
        .containsEntry("rman/full_01.bkp", Objects.requireNonNull(in.get("./rman/full_01.bkp")))
        .containsEntry("rman/full_02.bkp", Objects.requireNonNull(in.get("./rman/full_02.bkp")))
        .containsEntry("control", Objects.requireNonNull(in.get("./control")))
        .containsEntry("grüße/" + "n".repeat(200), "")
        .containsOnlyKeys(
            "rman/",
            "rman/full_01.bkp",
            "rman/full_02.bkp",
            "control",
            "grüße/",
            "grüße/" + "n".repeat(200));
  }

  @Test
  void unsealedItIsSealedByACopyLikeAnyOther() throws IOException {
    imported(request("legacy"), backup());
    assertThat(fixture.snapshot(RdsFixture.FIRST, "legacy").encrypted()).isFalse();
    assertThat(occurs("CANARY")).isEqualTo(1);
    String key = key();
    fixture
        .client()
        .copyDBSnapshot(
            r ->
                r.sourceDBSnapshotIdentifier("legacy")
                    .targetDBSnapshotIdentifier("sealed")
                    .kmsKeyId(key));
    fixture.idle();
    fixture.client().deleteDBSnapshot(r -> r.dbSnapshotIdentifier("legacy"));
    fixture.idle();
    assertThat(occurs("CANARY")).isEqualTo(0);
    assertThat(exported(root(), "sealed")).containsKey("rman/full_02.bkp");
    assertThatThrownBy(
            () ->
                fixture
                    .client()
                    .restoreDBInstanceFromDBSnapshot(
                        r -> r.dbInstanceIdentifier("i").dbSnapshotIdentifier("sealed")))
        .isInstanceOf(RdsException.class)
        .hasMessageContaining("no server that opens data of oracle-ee");
  }

  @Test
  void aDisabledKeyKeepsItsSnapshotsIn() throws IOException {
    String key = key();
    imported(request("sealed", "KmsKeyId", key), backup());
    fixture.kms(RdsFixture.FIRST).disableKey(r -> r.keyId(key));
    assertThatThrownBy(() -> exported(root(), "sealed")).hasMessageContaining(key);
    assertThatThrownBy(() -> imported(request("other", "KmsKeyId", key), backup()))
        .hasMessageContaining(key);
    assertLeft("other");
  }

  @Test
  void whoMayNotGetsNothing() throws IOException {
    String key = key();
    imported(request("sealed", "KmsKeyId", key), backup());
    imported(request("open"), backup());
    fixture.allowAlice("{'Effect':'Allow','Action':'rds:CreateDBSnapshot','Resource':'*'}");
    assertThatThrownBy(() -> exported(alice(), "open"))
        .hasMessageContaining("rds:RestoreDBInstanceFromDBSnapshot");
    assertThatThrownBy(
            () ->
                fixture
                    .rds
                    .transfers()
                    .importSnapshot(
                        alice(),
                        request("hers", "KmsKeyId", key),
                        new ByteArrayInputStream(backup())))
        .hasMessageContaining("KMS key [" + key + "]");
    fixture.allowAlice(
        "{'Effect':'Allow','Action':'rds:RestoreDBInstanceFromDBSnapshot','Resource':'*'}");
    assertThat(exported(alice(), "open")).isNotEmpty();
    assertThatThrownBy(() -> exported(alice(), "sealed")).hasMessageContaining(key);
    assertThatThrownBy(
            () ->
                fixture
                    .rds
                    .transfers()
                    .importSnapshot(alice(), request("hers"), new ByteArrayInputStream(backup())))
        .hasMessageContaining("rds:CreateDBSnapshot");
    Caller stranger = Caller.root("999999999999", RdsFixture.FIRST, "test");
    assertThatThrownBy(() -> exported(stranger, "open"))
        .isInstanceOf(DbSnapshotNotFoundException.class);
  }

  @Test
  void archivesMadeToHarmAreRefused() throws IOException {
    Map<String, Writing> harmful = new LinkedHashMap<>();
    harmful.put("../../etc/cron.d/x", t -> put(t, "../../etc/cron.d/x", bytes(5)));
    harmful.put("a/../../x", t -> put(t, "a/../../x", bytes(5)));
    harmful.put("/etc/passwd", t -> put(t, "/etc/passwd", bytes(5)));
    harmful.put("link", t -> put(t, "a", TarConstants.LF_SYMLINK, "/etc/passwd"));
    harmful.put("special", t -> put(t, "a", TarConstants.LF_LINK, "b"));
    harmful.put("device", t -> put(t, "a", TarConstants.LF_CHR, ""));
    harmful.put("another", t -> put(t, "a", TarConstants.LF_FIFO, ""));
    harmful.put(
        "added before",
        t -> {
          put(t, "a", bytes(5));
          put(t, "a", bytes(5));
        });
    harmful.put("too long", TransfersTest::longName);
    for (Map.Entry<String, Writing> one : harmful.entrySet()) {
      byte[] archive = tar(one.getValue());
      assertThatThrownBy(() -> imported(request("bad"), archive))
          .as(one.getKey())
          .isInstanceOf(RdsException.class)
          .hasMessageContaining("cannot be imported")
          .hasMessageContaining(one.getKey());
      assertLeft("bad");
    }
  }

  @Test
  void aFileOfNothingButASizeIsRefused() throws IOException {
    byte[] archive = tar(t -> put(t, "sparse", TarConstants.LF_GNUTYPE_SPARSE, ""));
    assertThatThrownBy(() -> imported(request("bad"), archive))
        .hasMessageContaining("cannot be imported");
    TarArchiveEntry entry = new TarArchiveEntry("endless");
    entry.setSize(8L << 40);
    byte[] header = new byte[512];
    entry.writeEntryHeader(
        header,
        org.apache.commons.compress.archivers.zip.ZipEncodingHelper.getZipEncoding("UTF-8"),
        true);
    assertThatThrownBy(() -> imported(request("bad"), header))
        .hasMessageContaining("cannot be imported");
    assertLeft("bad");
  }

  @Test
  void everyCutOfAnArchiveLeavesNothing() throws IOException {
    byte[] whole =
        tar(
            t -> {
              put(t, "a", bytes(700));
              put(t, "b", new byte[1024]);
            });
    int end = 512 + 1024 + 512 + 1024;
    for (int length = 0; length <= end; length += 128) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> imported(request("cut"), cut))
          .as("%d bytes", length)
          .isInstanceOf(RdsException.class);
    }
    for (byte[] other : List.of(bytes(4096), "plain text".getBytes(StandardCharsets.UTF_8))) {
      assertThatThrownBy(() -> imported(request("cut"), other)).isInstanceOf(RdsException.class);
    }
    byte[] followed = Arrays.copyOf(whole, whole.length + 512);
    followed[whole.length + 5] = 1;
    assertThatThrownBy(() -> imported(request("cut"), followed))
        .hasMessageContaining("something follows");
    assertLeft("cut");
  }

  @Test
  void aSenderWhoGoesAwayLeavesNothing() throws IOException {
    InputStream broken =
        new FilterInputStream(new ByteArrayInputStream(backup(), 0, 15 << 20)) {
          @Override
          public int read(byte[] into, int offset, int length) throws IOException {
            int count = in.read(into, offset, length);
            if (count < 0) {
              throw new IOException("gone");
            }
            return count;
          }
        };
    assertThatThrownBy(
            () ->
                fixture
                    .rds
                    .transfers()
                    .importSnapshot(root(), request("cut", "KmsKeyId", key()), broken))
        .isInstanceOf(IOException.class)
        .hasMessage("gone");
    assertLeft("cut");
  }

  private void assertLeft(String id) {
    fixture.idle();
    assertThatThrownBy(() -> fixture.snapshot(RdsFixture.FIRST, id))
        .isInstanceOf(DbSnapshotNotFoundException.class);
    try (Stream<String> names =
        Objects.requireNonNull(fixture.stores.get(RdsFixture.FIRST)).snapshots()) {
      long rows = fixture.client().describeDBSnapshots().dbSnapshots().size();
      assertThat(names.count()).isEqualTo(rows);
    }
  }

  /** Killed while it reads, and after its bytes are whole and before its row says so. */
  @Test
  void whatAKillCutsShortIsGoneAtTheNextStart() throws IOException {
    String key = key();
    fixture.close();
    CrashPoint counting = new CrashPoint(Integer.MAX_VALUE);
    int before;
    try (RdsFixture alive = new RdsFixture(home, counting)) {
      fixture = alive;
      before = counting.steps();
      imported(request("alive", "KmsKeyId", key), backup());
    }
    int steps = counting.steps();
    for (int death = 1; death <= DEATHS; death++) {
      int at = before + 1 + (steps - before - 1) * (death - 1) / (DEATHS - 1);
      String id = "k" + at;
      boolean died = dies(new CrashPoint(at), request(id, "KmsKeyId", key));
      fixture = new RdsFixture(home);
      fixture.idle();
      if (died) {
        assertLeft(id);
      } else {
        assertThat(exported(root(), id)).containsKey("rman/full_02.bkp");
      }
      fixture.close();
    }
    fixture = new RdsFixture(home);
    assertThat(exported(root(), "alive")).containsKey("rman/full_02.bkp");
  }

  private boolean dies(CrashPoint crash, TransferRequest request) throws IOException {
    boolean acknowledged = false;
    try (RdsFixture doomed = new RdsFixture(home, crash)) {
      fixture = doomed;
      imported(request, backup());
      acknowledged = true;
    } catch (RuntimeException | Error e) {
      return !acknowledged;
    }
    return false;
  }

  @Test
  void aNameThatIsTakenIsRefusedBeforeAByteIsRead() throws IOException {
    imported(request("s"), backup());
    InputStream untouched =
        new InputStream() {
          @Override
          public int read() {
            throw new UncheckedIOException(new IOException("read"));
          }

          @Override
          public int read(byte[] into, int offset, int length) {
            throw new UncheckedIOException(new IOException("read"));
          }
        };
    for (TransferRequest bad :
        List.of(
            request("s"),
            request("-s"),
            request("t", "Engine", "dbase"),
            request("t", "EngineVersion", "1; drop"),
            request("t", "KmsKeyId", "alias/none"),
            request("t", "MasterUsername", "x'y"))) {
      assertThatThrownBy(() -> fixture.rds.transfers().importSnapshot(root(), bad, untouched))
          .isInstanceOf(RdsException.class);
    }
  }
}
