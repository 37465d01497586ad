package io.snapseal.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A home that was left in the middle, or holds what no region has written. */
class HomeTest {
  @TempDir private Path temporary;

  private RegionOptions options(Path home) {
    return new RegionOptions(
        home,
        "127.0.0.1",
        0,
        List.of(RegionFixture.FIRST, RegionFixture.SECOND),
        RegionFixture.ACCOUNT,
        Optional.empty());
  }

  private void refused(Path home, String cause) {
    assertThatThrownBy(() -> PrivateRegion.start(options(home), Map.of()).close())
        .isInstanceOfSatisfying(
            UserError.class,
            error -> {
              assertThat(error.getMessage()).contains(cause).doesNotContain("\n");
              assertThat(error.exitCode()).isEqualTo(ExitCode.USAGE);
              assertThat(error.fix()).isNotBlank();
            });
  }

  private static List<Path> entries(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.toList();
    }
  }

  @Test
  void theLockComesFirst() throws IOException {
    Path home = temporary.resolve("home");
    Home.prepare(home);
    assertThat(entries(home)).containsExactly(home.resolve("lock"));
    Files.writeString(home.resolve("credentials"), "x");
    assertThat(Home.prepare(home).directory()).isEqualTo(home.toRealPath());
  }

  @Test
  void whatAKilledStartHasLeftIsAHome() throws IOException {
    Path home = Files.createDirectory(temporary.resolve("home"));
    Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx------"));
    Files.createFile(home.resolve(".writable1234567890"));
    Home.prepare(home);
    assertThat(entries(home)).containsExactly(home.resolve("lock"));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home)))
        .isEqualTo("rwx--x--x");
  }

  @ParameterizedTest
  @ValueSource(strings = {".writable", ".writable12x", "notes.txt", ".writable12"})
  void whatIsSomebodyElsesIsLeftAlone(String name) throws IOException {
    Path home = Files.createDirectory(temporary.resolve("home"));
    Path file = Files.writeString(home.resolve(name), "precious");
    refused(home, "neither empty nor a region's home");
    assertThat(entries(home)).containsExactly(file);
  }

  @Test
  void aStartThatIsKilledAtItsFirstTraceCanBeRepeated() throws Exception {
    Path home = temporary.resolve("home");
    String[] start = {"region", "start", "--home", home.toString(), "--port", "0"};
    try (RunningCommand first = RunningCommand.start(Map.of(), start)) {
      first.until(() -> Files.exists(home));
      first.kill();
    }
    try (RunningCommand second = RunningCommand.start(Map.of(), start)) {
      second.says("ready http://127.0.0.1:");
      second.terminate();
    }
  }

  @Test
  void aStateThatIsNoDatabase() throws IOException {
    Path home = Home.prepare(temporary.resolve("home")).directory();
    Files.writeString(home.resolve("state.db"), "not a database ".repeat(1000));
    refused(home, home.resolve("state.db") + " cannot be opened");
  }

  @Test
  void aStateOfAnotherProgram() throws Exception {
    Path home = Home.prepare(temporary.resolve("home")).directory();
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + home.resolve("state.db"));
        Statement statement = connection.createStatement()) {
      statement.execute("create table song (title text)");
    }
    refused(home, home.resolve("state.db") + " cannot be opened");
  }

  @Test
  void aStateThatIsADirectory() throws IOException {
    Path home = Home.prepare(temporary.resolve("home")).directory();
    Files.createDirectory(home.resolve("state.db"));
    refused(home, home.resolve("state.db") + " cannot be opened");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "garbage", "{\"format\":\"snapseal\",\"version\":999}"})
  void aSnapshotStoreThatCannotBeOpened(String format) throws IOException {
    Path home = temporary.resolve("home");
    PrivateRegion.start(options(home), Map.of()).close();
    Path store = home.toRealPath().resolve("regions/eu-west-1/store");
    Path file = store.resolve("format.json");
    String good = Files.readString(file, StandardCharsets.UTF_8);
    Files.writeString(file, format);
    refused(home, "the snapshot store of eu-west-1 in " + store);
    Files.writeString(file, good);
    PrivateRegion.start(options(home), Map.of()).close();
  }
}
