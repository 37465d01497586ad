package io.snapseal.iam.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapseal.iam.Authorizer;
import io.snapseal.iam.Call;
import io.snapseal.iam.Trail;
import io.snapseal.iam.policy.Decision;
import io.snapseal.iam.policy.Decision.DecidedBy;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.iam.model.User;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.StsException;
import software.amazon.awssdk.services.sts.model.Tag;

/** What is recorded of who assumes a role: the statement of its trust policy that decided. */
class RoleDecisionsTest {
  private static final String ROLE = IamFixture.arn("role", "night");

  @TempDir private Path home;
  private final List<Call> recorded = new ArrayList<>();
  private IamFixture fixture;
  private StsClient sts;

  @BeforeEach
  void open() {
    fixture = new IamFixture(home);
    User alice = fixture.client().createUser(r -> r.userName("alice")).user();
    fixture
        .client()
        .createRole(
            r ->
                r.roleName("night")
                    .assumeRolePolicyDocument(
                        ("{'Version':'2012-10-17','Statement':["
                                + "{'Sid':'AliceAtNight','Effect':'Allow','Action':'sts:AssumeRole',"
                                + "'Principal':{'AWS':'"
                                + alice.arn()
                                + "'}},"
                                + "{'Sid':'NoBilling','Effect':'Deny','Action':'sts:TagSession',"
                                + "'Principal':{'AWS':'"
                                + alice.arn()
                                + "'}}]}")
                            .replace('\'', '"')));
    Trail trail =
        new Trail() {
          @Override
          public void requireReady() {}

          @Override
          public void record(Call call) {
            recorded.add(call);
          }
        };
    sts =
        new StsService(
                fixture.state,
                new Sessions(fixture.wrapping, new SecureRandom()),
                new Authorizer(
                    new DirectoryIdentities(fixture.identities, fixture.memberships),
                    fixture.clock,
                    trail),
                fixture.clock)
            .as(IamFixture.user(alice.arn(), alice.userId()));
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private List<Decision> decisions() {
    assertThat(recorded).hasSize(1);
    return recorded.get(0).decisions().stream().map(Authorizer.Decided::decision).toList();
  }

  @Test
  void theStatementThatLetsInIsRecorded() {
    sts.assumeRole(r -> r.roleArn(ROLE).roleSessionName("night"));
    assertThat(decisions())
        .singleElement()
        .satisfies(
            decision -> {
              assertThat(decision.isAllowed()).isTrue();
              assertThat(decision.statement()).contains(new DecidedBy(ROLE, "AliceAtNight"));
            });
  }

  @Test
  void theStatementThatKeepsOutIsRecorded() {
    Tag tag = Tag.builder().key("team").value("db").build();
    assertThatThrownBy(() -> sts.assumeRole(r -> r.roleArn(ROLE).roleSessionName("day").tags(tag)))
        .isInstanceOf(StsException.class)
        .hasMessageContaining("sts:TagSession");
    assertThat(decisions())
        .extracting(decision -> decision.statement().orElseThrow().label())
        .containsExactly("AliceAtNight", "NoBilling");
  }
}
