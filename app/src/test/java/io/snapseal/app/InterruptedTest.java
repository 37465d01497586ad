package io.snapseal.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.AbstractMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SIGTERM at any moment: no process and no temporary directory stays behind. */
class InterruptedTest {
  @TempDir private Path temporary;
  private Map<String, String> environment = Map.of();

  @BeforeEach
  void own() throws IOException {
    environment = Cli.temporaryFilesIn(temporary);
  }

  @ParameterizedTest
  @ValueSource(strings = {"start a private region", "create a key in eu-west-1"})
  void aDemoAfterAStep(String step) throws Exception {
    try (RunningCommand demo = RunningCommand.start(environment, "demo", "--rows", "3000")) {
      demo.says(step);
      nothingIsLeft(demo.terminate());
    }
  }

  @Test
  void aDemoAsSoonAsItsDirectoryIsThere() throws Exception {
    try (RunningCommand demo = RunningCommand.start(environment, "demo", "--rows", "3000")) {
      demo.until(() -> !demoDirectories().isEmpty());
      nothingIsLeft(demo.terminate());
    }
  }

  @Test
  void aDemoWhileItsDatabaseServerIsBeingMade() throws Exception {
    try (RunningCommand demo = RunningCommand.start(environment, "demo", "--rows", "3000")) {
      demo.until(
          () ->
              demoDirectories().stream()
                  .anyMatch(directory -> !RunningCommand.processesOf(directory).isEmpty()));
      nothingIsLeft(demo.terminate());
    }
  }

  private void nothingIsLeft(List<String> said) {
    assertThat(temporary).as(String.join("\n", said)).isEmptyDirectory();
    assertThat(RunningCommand.processesOf(temporary)).isEmpty();
    assertThat(said).noneMatch(line -> line.contains("Exception"));
  }

  private List<Path> demoDirectories() {
    try (Stream<Path> entries = Files.list(temporary)) {
      return entries.filter(p -> p.getFileName().toString().startsWith("snapseal-demo")).toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aRegionAsSoonAsItsLockIsThere() throws Exception {
    Path home = temporary.resolve("home");
    try (RunningCommand region = start(home)) {
      region.until(() -> Files.exists(home.resolve("lock")));
      region.terminate();
    }
    stoppedAndStartsAgain(home);
  }

  @Test
  void aRegionWhileItStartsTheServersItHadBefore() throws Exception {
    Path home = temporary.resolve("home");
    try (RegionFixture fixture = new RegionFixture(home)) {
      fixture.instance("shop");
    }
    try (RunningCommand region = start(home)) {
      Path instances = home.resolve("regions");
      region.until(() -> !RunningCommand.processesOf(instances).isEmpty());
      region.terminate();
    }
    stoppedAndStartsAgain(home);
  }

  private RunningCommand start(Path home) throws IOException {
    return RunningCommand.start(
        environment, "region", "start", "--home", home.toString(), "--port", "0");
  }

  private void stoppedAndStartsAgain(Path home) throws Exception {
    assertThat(RunningCommand.processesOf(home)).isEmpty();
    assertThat(home.resolve("server.json")).doesNotExist();
    try (RunningCommand again = start(home)) {
      again.says("ready http://127.0.0.1:");
      again.terminate();
    }
    assertThat(RunningCommand.processesOf(home)).isEmpty();
  }

  /** The same without a process: exactly between two steps of a start. */
  @Test
  void aRegionClosedInTheMiddleOfItsStartStartsNothingMore() throws Exception {
    RegionOptions options =
        new RegionOptions(
            temporary.resolve("home"),
            "127.0.0.1",
            0,
            List.of(RegionFixture.FIRST),
            RegionFixture.ACCOUNT,
            Optional.empty());
    PrivateRegion region = new PrivateRegion(options);
    Thread closing = new Thread(region::close);

    assertThatThrownBy(() -> region.start(new ClosedWhenRead(closing)))
        .isInstanceOf(CancellationException.class);

    closing.join();
    assertThatThrownBy(() -> region.start(Map.of())).isInstanceOf(CancellationException.class);
    assertThat(temporary.resolve("home/server.json")).doesNotExist();
    assertThat(temporary.resolve("home/regions")).doesNotExist();
    PrivateRegion.start(options, Map.of()).close();
  }

  /** An environment during whose reading, at the start, another thread closes the region. */
  private static final class ClosedWhenRead extends AbstractMap<String, String> {
    private final Thread closing;

    ClosedWhenRead(Thread closing) {
      this.closing = closing;
    }

    @Override
    public String get(Object name) {
      if (closing.getState() == Thread.State.NEW) {
        closing.start();
        while (closing.getState() != Thread.State.BLOCKED) {
          Thread.onSpinWait();
        }
      }
      return "SNAPSEAL_ROOT_ACCESS_KEY_ID".equals(name) ? "AKIAIOSFODNN7EXAMPLE" : "secret";
    }

    @Override
    public Set<Entry<String, String>> entrySet() {
      return Set.of();
    }
  }
}
