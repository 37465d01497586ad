package io.snapseal.engine.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapseal.engine.process.Signals.Signal;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers that do not listen yet, or never. */
class ReclaimerTest {
  @TempDir private Path temporary;

  private Process running(String script) throws Exception {
    Process process =
        new ProcessBuilder("/bin/bash", "-c", script + "; echo ready; while :; do sleep 0.05; done")
            .directory(temporary.toRealPath().toFile())
            .start();
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    assertThat(out.readLine()).isEqualTo("ready");
    return process;
  }

  private Reclaimer reclaimer() throws Exception {
    return new Reclaimer(
        new ServerProcesses(temporary.toRealPath(), Account.current(), Set.of("bash")),
        Patience.of(Clock.systemUTC()),
        List.of(Signal.TERM),
        Optional.empty());
  }

  @Test
  void aSignalThatWasLostIsSentAgain() throws Exception {
    Process deafAtFirst = running("trap 'trap - TERM' TERM");
    assertThat(reclaimer().end(Duration.ofMinutes(5))).isTrue();
    assertThat(deafAtFirst.waitFor()).isEqualTo(128 + 15);
  }

  @Test
  void whatNeverListensIsKilled() throws Exception {
    Process deaf = running("trap '' TERM");
    assertThat(reclaimer().end(Duration.ofMillis(200))).isTrue();
    assertThat(deaf.waitFor()).isEqualTo(128 + 9);
    assertThat(reclaimer().end(Duration.ofMinutes(5))).isFalse();
  }
}
