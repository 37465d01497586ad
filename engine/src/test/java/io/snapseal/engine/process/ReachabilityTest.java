package io.snapseal.engine.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapseal.engine.EngineException;
import io.snapseal.engine.files.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReachabilityTest {
  private static final Account STRANGER = new Account("stranger", 54321, 54321, true);

  @TempDir Path temporary;
  private Path home;

  @BeforeEach
  void prepare() throws IOException {
    Trees.make(temporary, Trees.PASSAGE);
    home = temporary.toRealPath().resolve("home");
    Trees.make(home, Trees.PASSAGE);
  }

  @Test
  void aPassageIsPassed() {
    Reachability.require(STRANGER, home.resolve("data"));
  }

  @Test
  void aPrivateDirectoryOnTheWayIsNamedWithTheFix() throws IOException {
    Path inner = home.resolve("inner");
    Trees.make(inner, Trees.PASSAGE);
    Trees.make(home, Trees.PRIVATE);
    assertThatThrownBy(() -> Reachability.require(STRANGER, inner.resolve("data")))
        .isInstanceOfSatisfying(
            EngineException.Unreachable.class,
            e -> {
              assertThat(e).hasMessageContaining(home + " ");
              assertThat(e.fix().orElse("")).contains("chmod o+x " + home);
            });
  }

  @Test
  void theModeOfThePathItselfIsNobodysBusiness() throws IOException {
    Path data = home.resolve("data");
    Trees.make(data, Trees.PRIVATE);
    Reachability.require(STRANGER, data);
  }

  @Test
  void linksAreFollowedToTheRealDirectories() throws IOException {
    Path secret = home.resolve("secret");
    Trees.make(secret, Trees.PRIVATE);
    Trees.make(secret.resolve("inner"), Trees.PASSAGE);
    Path link = Files.createSymbolicLink(home.resolve("link"), secret.resolve("inner"));
    assertThatThrownBy(() -> Reachability.require(STRANGER, link.resolve("data")))
        .isInstanceOf(EngineException.Unreachable.class);
  }

  @Test
  void whoeverIsNotLoweredIsNotChecked() throws IOException {
    Trees.make(home, Trees.PRIVATE);
    Reachability.require(Account.current(), home.resolve("data"));
  }

  @Test
  void aServerAccountIsNeverRoot() {
    assertThat(Account.forServers().uid()).isNotZero();
    assertThatThrownBy(() -> new Account("root", 0, 0, true))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
