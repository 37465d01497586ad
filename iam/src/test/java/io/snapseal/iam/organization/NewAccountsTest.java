package io.snapseal.iam.organization;

import static io.snapseal.iam.organization.OrganizationFixture.MANAGEMENT;
import static io.snapseal.iam.organization.OrganizationFixture.root;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.organizations.OrganizationsClient;

/** An account is whole or not there, wherever the making of it ends. */
class NewAccountsTest {
  @TempDir private Path home;

  /** Ends after so many draws; what is drawn is on the way between the rows that are written. */
  private static final class Ending extends SecureRandom {
    private static final long serialVersionUID = 1;
    private int left;

    Ending(int draws) {
      left = draws;
    }

    @Override
    public int nextInt(int bound) {
      if (left-- == 0) {
        throw new IllegalStateException("the end");
      }
      return super.nextInt(bound);
    }
  }

  @Test
  void wholeOrNotThere() {
    try (OrganizationFixture fixture = new OrganizationFixture(home)) {
      fixture.controlled();
      Map<String, Long> before = fixture.state.counts();
      var revision = fixture.memberships.of(MANAGEMENT);
      int draws = 0;
      while (isCutShort(fixture, draws)) {
        assertThat(fixture.state.counts()).as("after " + draws).isEqualTo(before);
        assertThat(fixture.memberships.of(MANAGEMENT)).isEqualTo(revision);
        draws++;
      }
      assertThat(draws)
          .as("id of the request, of the account, of the role")
          .isEqualTo(32 + 12 + 17);
      assertThat(fixture.state.counts())
          .containsEntry("organization-account", 2L)
          .containsEntry("organization-account-request", 1L)
          .containsEntry("iam-role", 1L);
    }
  }

  private static boolean isCutShort(OrganizationFixture fixture, int draws) {
    OrganizationsClient client =
        new Organizations(fixture.state, fixture.authorizer, Clock.systemUTC(), new Ending(draws))
            .as(root(MANAGEMENT));
    try {
      client.createAccount(r -> r.accountName("ledger").email("ledger@example.com"));
      return false;
    } catch (IllegalStateException e) {
      assertThat(e).hasMessage("the end");
      return true;
    }
  }
}
