package io.snapseal.rds.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapseal.rds.peer.PeerChannel.Route;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What passes between two servers is whole, from the other one, for this one, and of now. */
class PeerChannelTest {
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
  private static final Route ROUTE = new Route("eu-west-1", "us-east-1");

  private final SecureRandom random = new SecureRandom();
  private final PeerKey key = key();
  private final PeerChannel channel = at(NOW);

  private PeerKey key() {
    byte[] bytes = new byte[PeerKey.LENGTH];
    random.nextBytes(bytes);
    return PeerKey.of(bytes);
  }

  private PeerChannel at(Instant time) {
    return new PeerChannel(random, Clock.fixed(time, ZoneOffset.UTC));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void aMessageAndItsAnswerArrive() {
    byte[] request = channel.seal(key, ROUTE, bytes("question"));
    assertThat(PeerChannel.route(request)).isEqualTo(ROUTE);
    assertThat(channel.open(key, request)).isEqualTo(bytes("question"));
    byte[] answer = channel.sealAnswer(key, request, bytes("answer"));
    assertThat(channel.openAnswer(key, "us-east-1", request, answer)).isEqualTo(bytes("answer"));
    assertThat(new String(request, StandardCharsets.ISO_8859_1)).doesNotContain("question");
    assertThat(new String(answer, StandardCharsets.ISO_8859_1)).doesNotContain("answer");
  }

  @Test
  void everyChangedOrMissingByteIsRefused() {
    byte[] request = channel.seal(key, ROUTE, bytes("question"));
    byte[] answer = channel.sealAnswer(key, request, bytes("answer"));
    for (int at = 0; at < request.length; at++) {
      byte[] changed = request.clone();
      changed[at] ^= 1;
      assertThatThrownBy(() -> channel.open(key, changed)).isInstanceOf(PeerRefusedException.class);
      byte[] cut = Arrays.copyOf(request, at);
      assertThatThrownBy(() -> channel.open(key, cut)).isInstanceOf(PeerRefusedException.class);
    }
    for (int at = 0; at < answer.length; at++) {
      byte[] changed = answer.clone();
      changed[at] ^= 1;
      assertThatThrownBy(() -> channel.openAnswer(key, "r", request, changed))
          .isInstanceOf(PeerUnreachableException.class);
      byte[] cut = Arrays.copyOf(answer, at);
      assertThatThrownBy(() -> channel.openAnswer(key, "r", request, cut))
          .isInstanceOf(PeerUnreachableException.class);
    }
  }

  /** An answer answers one message: it cannot be given to another, nor given back as a message. */
  @Test
  void anAnswerToAnotherMessageIsRefused() {
    byte[] first = channel.seal(key, ROUTE, bytes("question"));
    byte[] second = channel.seal(key, ROUTE, bytes("question"));
    byte[] answer = channel.sealAnswer(key, first, bytes("answer"));
    assertThatThrownBy(() -> channel.openAnswer(key, "r", second, answer))
        .isInstanceOf(PeerUnreachableException.class);
    assertThatThrownBy(() -> channel.openAnswer(key, "r", first, first))
        .isInstanceOf(PeerUnreachableException.class);
    assertThatThrownBy(() -> channel.open(key, answer)).isInstanceOf(PeerRefusedException.class);
  }

  @Test
  void anotherServersKeyOpensNothing() {
    byte[] request = channel.seal(key(), ROUTE, bytes("question"));
    assertThatThrownBy(() -> channel.open(key, request)).isInstanceOf(PeerRefusedException.class);
  }

  @Test
  void aMessageOfAnotherTimeIsRefused() {
    byte[] request = channel.seal(key, ROUTE, bytes("question"));
    for (Duration later : new Duration[] {Duration.ofMinutes(16), Duration.ofMinutes(-16)}) {
      assertThatThrownBy(() -> at(NOW.plus(later)).open(key, request))
          .isInstanceOf(PeerRefusedException.class)
          .hasMessageContaining("clocks");
    }
    assertThat(at(NOW.plusSeconds(600)).open(key, request)).isEqualTo(bytes("question"));
  }

  /** Two answers to one message, as to one that was sent twice, are not under one key and nonce. */
  @Test
  void noTwoMessagesAreSealedAlike() {
    byte[] request = channel.seal(key, ROUTE, bytes("question"));
    assertThat(channel.seal(key, ROUTE, bytes("question"))).isNotEqualTo(request);
    assertThat(channel.sealAnswer(key, request, bytes("answer")))
        .isNotEqualTo(channel.sealAnswer(key, request, bytes("answer")));
  }

  @Test
  void theKeyPrintsAsNothing() {
    assertThat(key.toString()).isEqualTo("PeerKey");
  }
}
