package io.snapseal.engine.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapseal.engine.process.Patience;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A frozen server goes on, whoever dies. */
class FreezeTest {
  private static final Patience PATIENCE = Patience.of(Clock.systemUTC());
  private Process server;

  /** Freezes a process, says so, and waits to be killed. */
  static final class Doomed {
    public static void main(String[] arguments) throws Exception {
      Freeze freeze = Freeze.of(Long.parseLong(arguments[0]), PATIENCE);
      System.out.println("frozen");
      Thread.currentThread().join();
      freeze.close();
    }
  }

  @BeforeEach
  void start() throws IOException {
    server = new ProcessBuilder("/bin/sleep", "600").start();
  }

  @AfterEach
  void end() {
    server.destroyForcibly();
  }

  private char state() throws IOException {
    String stat = Files.readString(Path.of("/proc", Long.toString(server.pid()), "stat"));
    return stat.charAt(stat.lastIndexOf(')') + 2);
  }

  @Test
  void itHoldsEveryThreadUntilItIsClosed() throws IOException {
    try (Freeze freeze = Freeze.of(server.pid(), PATIENCE)) {
      assertThat(state()).isEqualTo('T');
    }
    assertThat(state()).isNotEqualTo('T');
  }

  @Test
  void aKilledSnapsealLeavesNoFrozenServer() throws Exception {
    Process snapseal =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path")),
                    Doomed.class.getName(),
                    Long.toString(server.pid())))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader out = snapseal.inputReader(StandardCharsets.UTF_8)) {
      assertThat(out.readLine()).isEqualTo("frozen");
      assertThat(state()).isEqualTo('T');
    } finally {
      snapseal.destroyForcibly().waitFor();
    }
    assertThat(PATIENCE.until(Duration.ofMinutes(1), this::goesOn)).isTrue();
  }

  private boolean goesOn() {
    try {
      return state() != 'T';
    } catch (IOException e) {
      return false;
    }
  }
}
