package io.snapseal.iam.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapseal.iam.Session;
import io.snapseal.iam.policy.Identity;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sts.model.PackedPolicyTooLargeException;

class SessionsTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant END = NOW.plus(Duration.ofHours(1));

  private final Sessions sessions = new Sessions(new FakeWrapping(), new SecureRandom());

  private static Sessions.Wanted wanted(String policy) {
    return new Sessions.Wanted(
        new Identity(
            Identity.Kind.ROLE_SESSION,
            IamFixture.ACCOUNT,
            "arn:aws:sts::123456789012:assumed-role/ops/alice",
            Optional.of(IamFixture.arn("role", "x/ops"))),
        "AROA1:alice",
        "AROA1",
        List.of(policy),
        List.of(IamFixture.ADMINISTRATOR),
        Map.of("team", "blue"),
        List.of("team"),
        Optional.of("alice"),
        END);
  }

  @Test
  void aTokenIsTheWholeSession() {
    Sessions.Issued issued = sessions.issue(wanted(IamFixture.ALLOW_ALL));

    Session opened = sessions.open(issued.token(), NOW).orElseThrow();
    assertThat(opened).isEqualTo(issued.session());
    assertThat(opened.accessKeyId()).matches("ASIA[A-Z2-7]{16}");
    assertThat(opened.secret().reveal()).hasSize(40);
    assertThat(new Sessions(new FakeWrapping(), new SecureRandom()).open(issued.token(), NOW))
        .contains(opened);
    assertThat(sessions.issue(wanted(IamFixture.ALLOW_ALL)).session().accessKeyId())
        .isNotEqualTo(opened.accessKeyId());
  }

  @Test
  void aTokenOpensUntilItExpires() {
    String token = sessions.issue(wanted(IamFixture.ALLOW_ALL)).token();
    assertThat(sessions.open(token, END.minusMillis(1))).isPresent();
    assertThat(sessions.sealedIn(token)).isPresent();
    assertThat(sessions.open(token, END)).isEmpty();
    assertThat(sessions.sealedIn("nonsense")).isEmpty();
  }

  @Test
  void everyChangeOfATokenIsSeen() {
    byte[] token = Base64.getUrlDecoder().decode(sessions.issue(wanted("{}")).token());
    for (int i = 0; i < token.length; i++) {
      token[i] ^= 1;
      assertThat(sessions.open(Base64.getUrlEncoder().encodeToString(token), NOW)).isEmpty();
      token[i] ^= 1;
    }
    assertThat(sessions.open(Base64.getUrlEncoder().encodeToString(token), NOW)).isPresent();
  }

  @Test
  void whatNobodyHereMadeIsNoToken() {
    for (String token : List.of("", "A", "§", "AAAA", "A".repeat(8192), "A".repeat(100_000))) {
      assertThat(sessions.open(token, NOW)).isEmpty();
    }
    String foreign =
        new Sessions(new FakeWrapping((byte) 8), new SecureRandom()).issue(wanted("{}")).token();
    assertThat(sessions.open(foreign, NOW)).isEmpty();
    byte[] otherPurpose =
        new FakeWrapping().wrap("iam-access-key/AKIA1", "{}".getBytes(StandardCharsets.UTF_8));
    assertThat(sessions.open(Base64.getUrlEncoder().encodeToString(otherPurpose), NOW)).isEmpty();
  }

  @Test
  void aTokenShowsNothing() {
    Sessions.Issued issued = sessions.issue(wanted(IamFixture.ALLOW_ALL));
    String bytes =
        new String(Base64.getUrlDecoder().decode(issued.token()), StandardCharsets.ISO_8859_1);
    assertThat(bytes).doesNotContain(issued.session().secret().reveal(), "assumed-role");
    assertThat(issued.toString() + issued.session())
        .doesNotContain(issued.session().secret().reveal(), issued.token());
  }

  @Test
  void aSessionThatIsTooLargeIsNotMade() {
    assertThat(sessions.issue(wanted("a".repeat(3000))).packed()).isBetween(80, 100);
    assertThatThrownBy(() -> sessions.issue(wanted("a".repeat(4096))))
        .isInstanceOf(PackedPolicyTooLargeException.class)
        .hasMessageContaining("of allotted space");
  }
}
