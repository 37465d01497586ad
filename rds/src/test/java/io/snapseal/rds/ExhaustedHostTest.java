package io.snapseal.rds;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapseal.engine.EngineException;
import io.snapseal.rds.resource.Status;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.rds.model.DBInstance;

/**
 * What the host has no more of: disk, ports, an engine that starts. A resource that cannot be made
 * says so, what was there before is untouched, and once there is enough it is made.
 */
class ExhaustedHostTest {
  @TempDir private Path home;

  /** Thrown at a step of a port, once or always. */
  private final AtomicReference<@Nullable RuntimeException> fault = new AtomicReference<>();

  @BeforeEach
  void passable() throws IOException {
    Passable.make(home);
  }

  private RdsFixture failing(String step) {
    Consumer<String> steps =
        made -> {
          RuntimeException failure = fault.get();
          if (failure != null && made.equals(step)) {
            throw failure;
          }
        };
    return new RdsFixture(home, steps);
  }

  private static DBInstance shop(RdsFixture fixture) {
    return fixture.instance(RdsFixture.FIRST, "shop");
  }

  @Test
  void anInstanceForWhichThereIsNoRoomSaysSoAndLeavesNothing() throws IOException {
    try (RdsFixture fixture = failing("before DatabaseEngine.initialise")) {
      for (EngineException failure :
          List.of(
              new EngineException.StorageFull("cannot create the system tables: no space left"),
              new EngineException.StartFailed("the server ended: out of memory", null, null))) {
        fault.set(failure);
        fixture.createInstance("shop", null);
        fixture.idle();
        assertThat(shop(fixture).dbInstanceStatus())
            .isEqualTo(
                failure instanceof EngineException.StorageFull
                    ? Status.STORAGE_FULL
                    : Status.FAILED);
        assertThat(shop(fixture).statusInfos())
            .singleElement()
            .satisfies(info -> assertThat(info.message()).startsWith(failure.getMessage()));
        fixture
            .client()
            .deleteDBInstance(r -> r.dbInstanceIdentifier("shop").skipFinalSnapshot(true));
        fixture.idle();
        assertThat(fixture.client().describeDBInstances().dbInstances()).isEmpty();
        assertThat(home.resolve("i-" + RdsFixture.FIRST)).isEmptyDirectory();
        assertThat(Servers.on(home)).isEmpty();
      }
      fault.set(null);
      fixture.createInstance("shop", null);
      fixture.idle();
      assertThat(shop(fixture).dbInstanceStatus()).isEqualTo(Status.AVAILABLE);
    }
  }

  @Test
  void aPortThatIsTakenIsNamed() throws IOException {
    try (RdsFixture fixture = failing("");
        ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      fixture.createInstance("shop", null, taken.getLocalPort());
      fixture.idle();
      assertThat(shop(fixture).dbInstanceStatus()).isEqualTo(Status.FAILED);
      assertThat(shop(fixture).statusInfos())
          .singleElement()
          .satisfies(
              info ->
                  assertThat(info.message())
                      .contains(Integer.toString(taken.getLocalPort()), "choose another port"));
      assertThat(Servers.on(home)).isEmpty();
    }
  }

  @Test
  void aSnapshotForWhichThereIsNoRoomIsFailedAndNothingElseIs() throws Exception {
    try (RdsFixture fixture = failing("before Storage.create")) {
      fixture.createInstance("shop", null);
      fixture.idle();
      fixture.sql("shop", "create table words as select 'kept' as word");
      take(fixture, "before");
      fault.set(new UncheckedIOException(new IOException("No space left on device")));
      take(fixture, "full");
      assertThat(fixture.snapshot(RdsFixture.FIRST, "full").status()).isEqualTo(Status.FAILED);
      assertThat(fixture.snapshot(RdsFixture.FIRST, "before").status()).isEqualTo(Status.AVAILABLE);
      assertThat(shop(fixture).dbInstanceStatus()).isEqualTo(Status.AVAILABLE);
      assertThat(fixture.value("shop", "select word from words")).isEqualTo("kept");
      fault.set(null);
      take(fixture, "after");
      assertThat(fixture.snapshot(RdsFixture.FIRST, "after").status()).isEqualTo(Status.AVAILABLE);
      fixture.client().deleteDBSnapshot(r -> r.dbSnapshotIdentifier("full"));
      fixture.idle();
      assertThat(fixture.client().describeDBSnapshots().dbSnapshots()).hasSize(2);
    }
  }

  private static void take(RdsFixture fixture, String id) {
    fixture.client().createDBSnapshot(r -> r.dbInstanceIdentifier("shop").dbSnapshotIdentifier(id));
    fixture.idle();
  }
}
