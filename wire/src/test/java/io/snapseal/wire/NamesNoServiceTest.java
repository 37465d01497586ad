package io.snapseal.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The module carries every service because it knows none: no class refers to one. */
class NamesNoServiceTest {
  @Test
  void noClassRefersToAService() throws IOException, URISyntaxException {
    Path classes =
        Path.of(WireServer.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (Stream<Path> files = Files.walk(classes)) {
      List<Path> compiled = files.filter(file -> file.toString().endsWith(".class")).toList();

      assertThat(compiled).hasSizeGreaterThan(40);
      for (Path file : compiled) {
        assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
            .as(file.toString())
            .doesNotContain("awssdk/services/")
            .doesNotContain("Trent");
      }
    }
  }
}
