package io.snapseal.rds.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where events may go. */
class EventTargetTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "file:/var/log/events.jsonl",
        "https://hooks.example.com/x?token=1",
        "http://127.0.0.1:8080/",
        "http://localhost:1",
        "http://[::1]:9/x",
        "ops=https://hooks.example.com"
      })
  void placesOfAnOperatorsChoice(String given) {
    assertThat(EventTarget.parse(given).place()).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://hooks.example.com/",
        "http://127.0.0.1.example.com/",
        "http://169.254.169.254/latest",
        "https://user:secret@example.com/",
        "https:///x",
        "file:relative",
        "file://host/x",
        "ftp://example.com/",
        "gopher:x",
        "/var/log/events",
        "two words=file:/x",
        ""
      })
  void otherPlacesAreRefused(String given) {
    assertThatThrownBy(() -> EventTarget.parse(given)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aTopicIsBeforeThePlace() {
    assertThat(EventTarget.parse("ops=file:/a=b"))
        .isEqualTo(new EventTarget(Optional.of("ops"), java.net.URI.create("file:/a=b")));
    assertThat(EventTarget.parse("https://example.com/?a=b").topic()).isEmpty();
  }

  @Test
  void whatAPlaceMayHideIsNotShown() {
    assertThat(EventTarget.parse("https://example.com/path?token=secret"))
        .hasToString("https://example.com");
    assertThat(EventTarget.parse("https://example.com/path?token=secret").key())
        .doesNotContain("secret");
  }
}
