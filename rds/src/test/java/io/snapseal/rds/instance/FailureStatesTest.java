package io.snapseal.rds.instance;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapseal.engine.EngineException;
import io.snapseal.rds.resource.RdsFaults;
import io.snapseal.rds.resource.Status;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;

/** What an instance shows of what keeps it from running. */
class FailureStatesTest {
  @Test
  void noSpaceIsAStatusOfItsOwnHoweverItIsTold() {
    assertThat(FailureStates.status(new EngineException.StorageFull("no space")))
        .isEqualTo(Status.STORAGE_FULL);
    assertThat(
            FailureStates.status(
                new UncheckedIOException(new IOException("No space left on device"))))
        .isEqualTo(Status.STORAGE_FULL);
    assertThat(FailureStates.reason(new EngineException.StorageFull("no space")))
        .startsWith("no space: free space on the file system");
  }

  @Test
  void theReasonSaysCauseAndFix() {
    assertThat(FailureStates.reason(new EngineException.PortTaken(5432)))
        .contains("5432", "choose another port");
    assertThat(FailureStates.reason(RdsFaults.invalidCombination("This host has no server.")))
        .isEqualTo("This host has no server.");
    assertThat(FailureStates.status(new IllegalStateException())).isEqualTo(Status.FAILED);
    assertThat(FailureStates.reason(new IllegalStateException("inner words")))
        .contains("see the region's log")
        .doesNotContain("inner words");
  }
}
