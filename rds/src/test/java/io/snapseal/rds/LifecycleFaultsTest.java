package io.snapseal.rds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapseal.rds.resource.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.InvalidDbInstanceStateException;

/** What keeps an instance from running is said, nothing is lost by it, and a start mends it. */
class LifecycleFaultsTest {
  @TempDir private Path home;

  @BeforeEach
  void passable() throws IOException {
    Passable.make(home);
  }

  @Test
  void aCorruptedDataDirectoryIsSaidAndAStartMendsWhatIsMended() throws Exception {
    try (RdsFixture fixture = new RdsFixture(home)) {
      fixture.createInstance("shop", null);
      fixture.idle();
      fixture.sql("shop", "create table words as select 'kept' as word");
      fixture.client().stopDBInstance(r -> r.dbInstanceIdentifier("shop"));
      fixture.idle();
      Path control = data(fixture).resolve("global/pg_control");
      byte[] whole = Files.readAllBytes(control);
      Files.write(control, new byte[whole.length]);
      start(fixture);
      assertThat(shop(fixture).dbInstanceStatus()).isEqualTo(Status.FAILED);
      assertThat(shop(fixture).statusInfos())
          .singleElement()
          .satisfies(info -> assertThat(info.message()).isNotBlank());
      assertThatThrownBy(
              () ->
                  fixture
                      .client()
                      .deleteDBInstance(
                          r -> r.dbInstanceIdentifier("shop").finalDBSnapshotIdentifier("last")))
          .isInstanceOf(InvalidDbInstanceStateException.class);
      Files.write(control, whole);
      start(fixture);
      assertThat(shop(fixture).dbInstanceStatus()).isEqualTo(Status.AVAILABLE);
      assertThat(shop(fixture).statusInfos()).isEmpty();
      assertThat(fixture.value("shop", "select word from words")).isEqualTo("kept");
    }
  }

  private Path data(RdsFixture fixture) {
    return home.resolve("i-" + RdsFixture.FIRST)
        .resolve(shop(fixture).dbiResourceId())
        .resolve("volume/data");
  }

  private static void start(RdsFixture fixture) {
    fixture.client().startDBInstance(r -> r.dbInstanceIdentifier("shop"));
    fixture.idle();
  }

  private static DBInstance shop(RdsFixture fixture) {
    return fixture.instance(RdsFixture.FIRST, "shop");
  }

  /** With the control that a start after an orderly end finds nothing. */
  @Test
  void aStartSaysWhatItFindsOutOfOrder() throws IOException {
    CrashPoint crash = new CrashPoint(0);
    String resourceId = "";
    try (RdsFixture fixture = new RdsFixture(home, crash)) {
      assertThat(fixture.rds.findings()).isEmpty();
      String key = fixture.kms(RdsFixture.FIRST).createKey(r -> {}).keyMetadata().arn();
      fixture.createInstance("shop", key);
      fixture.idle();
      resourceId = shop(fixture).dbiResourceId();
      crash.kill();
    } catch (CrashPoint.Crashed e) {
      // the dead close nothing
    }
    assertThat(resourceId).isNotEmpty();
    String orphan = "db-" + "A".repeat(26);
    Files.createDirectories(home.resolve("i-" + RdsFixture.FIRST).resolve(orphan));
    try (RdsFixture fixture = new RdsFixture(home)) {
      fixture.idle();
      assertThat(fixture.rds.findings())
          .map(Finding::toString)
          .containsExactlyInAnyOrder(
              "orphan process of shop: ended",
              "open volume of shop: closed",
              "files of " + orphan + ": removed: no row names them");
      assertThat(shop(fixture).dbInstanceStatus()).isEqualTo(Status.AVAILABLE);
    }
    try (RdsFixture fixture = new RdsFixture(home)) {
      assertThat(fixture.rds.findings()).isEmpty();
    }
  }

  @Test
  void aHalfMadeVolumeIsSaidAndMadeAnew() {
    CrashPoint crash = new CrashPoint(0);
    Gate gate = new Gate();
    try (RdsFixture fixture = new RdsFixture(home, gate, crash)) {
      gate.closeAt("before DatabaseEngine.initialise");
      fixture.createInstance("shop", null);
      gate.awaitReached();
      crash.kill();
      gate.open();
    } catch (CrashPoint.Crashed e) {
      // the dead close nothing
    }
    try (RdsFixture fixture = new RdsFixture(home)) {
      fixture.idle();
      assertThat(fixture.rds.findings().stream().map(Finding::what).toList())
          .isEqualTo(List.of("half-made volume"));
      assertThat(shop(fixture).dbInstanceStatus()).isEqualTo(Status.AVAILABLE);
    }
  }
}
