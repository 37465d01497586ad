package io.snapseal.engine.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapseal.engine.EngineException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommandTest {
  private static Command shell(String script) {
    return new Command(
        List.of("/bin/sh", "-c", script), Account.current(), Path.of("/"), Duration.ofMinutes(1));
  }

  @Test
  void givesExitCodeAndOutputOfBothStreams() {
    assertThat(shell("echo out; echo err >&2; exit 3").run())
        .isEqualTo(new Outcome(3, "out\nerr\n"));
  }

  @Test
  void keepsTheEndOfEndlessOutput() {
    Outcome outcome = shell("yes line | head -c 5000000; echo the end").run();
    assertThat(outcome.output()).hasSize(16 * 1024).endsWith("the end\n");
  }

  @Test
  void inputIsReadOrNot() {
    Command.Input input =
        stdin -> stdin.write("secret\n".repeat(100_000).getBytes(StandardCharsets.UTF_8));
    assertThat(shell("wc -l").run(input).output().strip()).isEqualTo("100000");
    assertThat(shell("exit 0").run(input).succeeded()).isTrue();
  }

  @Test
  void aDaemonThatKeepsThePipeOpenIsNotWaitedFor() {
    Outcome outcome = shell("echo started; sleep 30 & echo $!").run();
    String[] lines = outcome.output().split("\n", -1);
    assertThat(lines[0]).isEqualTo("started");
    long daemon = Long.parseLong(lines[1]);
    assertThat(ProcessHandle.of(daemon)).isPresent();
    Signals.send(Signals.Signal.KILL, daemon);
  }

  @Test
  void aProgramThatDoesNotEndIsKilled() {
    Command command =
        new Command(
            List.of("/bin/sleep", "600"), Account.current(), Path.of("/"), Duration.ofMillis(50));
    assertThatThrownBy(command::run)
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("sleep");
    assertThat(
            ProcessHandle.current()
                .children()
                .filter(ProcessHandle::isAlive)
                .map(child -> child.info().commandLine().orElse("")))
        .noneMatch(line -> line.contains("sleep 600"));
  }

  @Test
  void theEnvironmentIsClean() {
    assertThat(shell("env").run().output().lines().map(line -> line.split("=", 2)[0]))
        .containsOnly("PATH", "LC_ALL", "TZ", "PWD");
  }

  @Test
  void anUnknownProgramIsAnEngineException() {
    assertThatThrownBy(() -> Command.of("/nowhere/program").run())
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("program");
    assertThatThrownBy(() -> Programs.require("no-such-program", "apt-get install it"))
        .isInstanceOf(EngineException.Missing.class);
  }

  @Test
  void initIsNotSignalled() {
    assertThatThrownBy(() -> Signals.send(Signals.Signal.INT, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Signals.send(Signals.Signal.INT, -1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
