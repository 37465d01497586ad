package io.snapseal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SecretsTest {
  @Test
  void neitherAPasswordNorItsVerifierIsShown() {
    assertThat(Password.of("hunter2".toCharArray()).toString()).doesNotContain("hunter2");
    assertThat(new MasterUser("alice", "$2$salt").toString()).doesNotContain("salt");
  }

  @Test
  void whatCannotBeAVerifierIsRefused() {
    for (String bad : new String[] {"", "a'b", "a\\b", "a\"b", "a\nb", "a b", "x".repeat(513)}) {
      assertThatThrownBy(() -> new MasterUser("alice", bad))
          .as(bad)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void aPasswordIsWiped() {
    Password password = Password.of("hunter2".toCharArray());
    password.close();
    assertThatThrownBy(password::insecureCharacters).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aPasswordIsItsOwnCopy() {
    char[] given = "hunter2".toCharArray();
    Password password = Password.of(given);
    given[0] = 'x';
    password.insecureCharacters()[1] = 'x';
    assertThat(password.insecureCharacters()).containsExactly("hunter2".toCharArray());
  }

  @Test
  void passwordsAreOfPrintableAscii() {
    for (String bad : new String[] {"", "tab\t", "new\nline", "é", "x".repeat(129)}) {
      assertThatThrownBy(() -> Password.of(bad.toCharArray()))
          .isInstanceOf(IllegalArgumentException.class)
          .satisfies(
              e ->
                  assertThat(bad.isEmpty() || !String.valueOf(e.getMessage()).contains(bad))
                      .isTrue());
    }
  }

  @Test
  void namesThatAreTheEnginesOwnOrNotNamesAreRefused() {
    for (String bad :
        new String[] {
          "", "rdsadmin", "rds_superuser", "pg_monitor", "1a", "a b", "a\"b", "a;b", "x".repeat(64)
        }) {
      assertThatThrownBy(() -> new MasterUser(bad, "$2$salt"))
          .as(bad)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
