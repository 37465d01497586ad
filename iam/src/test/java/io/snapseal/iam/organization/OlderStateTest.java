package io.snapseal.iam.organization;

import static io.snapseal.iam.organization.OrganizationFixture.MANAGEMENT;
import static io.snapseal.iam.organization.OrganizationFixture.root;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.organizations.model.CreateOrganizationRequest;

class OlderStateTest {
  @TempDir private Path home;

  /** Organizations once kept a number of their changes. */
  @Test
  void anOrganizationOfAnOlderVersionIsRead() {
    try (OrganizationFixture fixture = new OrganizationFixture(home)) {
      fixture
          .organizations
          .as(root(MANAGEMENT))
          .createOrganization(CreateOrganizationRequest.builder().build());
      int older =
          fixture.state.write(
              handle ->
                  handle.execute(
                      "update resource set internal = ? where kind = ?",
                      "{\"revision\":3}",
                      OrganizationTables.ORGANIZATIONS.kind()));
      assertThat(older).isEqualTo(1);

      assertThat(fixture.memberships.of(MANAGEMENT)).isPresent();
    }
  }
}
