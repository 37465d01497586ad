package io.snapseal.engine.volume;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Lines as the kernel writes them (proc(5)). */
class MountsTest {
  private static final List<String> LINES =
      List.of(
          "22 27 0:20 / /proc rw,relatime shared:1 - proc proc rw",
          "42 27 0:39 / /srv/a\\040b rw,nosuid - fuse.gocryptfs /srv/c\\134d rw,user_id=0",
          "43 42 0:40 / /srv/a\\040b rw - tmpfs none rw",
          "nonsense");

  @Test
  void findsTheTopmostAndUnescapes() {
    assertThat(Mounts.at(Path.of("/srv/a b"), LINES))
        .hasValue(new Mounts.Mount(Path.of("/srv/a b"), "tmpfs", "none"));
    assertThat(Mounts.at(Path.of("/srv/a b"), LINES.subList(0, 2)))
        .hasValue(new Mounts.Mount(Path.of("/srv/a b"), "fuse.gocryptfs", "/srv/c\\d"));
  }

  @Test
  void aDirectoryBelowAMountIsNotOne() {
    assertThat(Mounts.at(Path.of("/srv"), LINES)).isEmpty();
    assertThat(Mounts.at(Path.of("/proc/1"), LINES)).isEmpty();
  }
}
