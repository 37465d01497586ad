package io.snapseal.iam.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapseal.iam.Caller;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.iam.model.User;

/** Conditions on who may change identities, and how. */
class IamConditionsTest {
  private static final Tag DB = Tag.builder().key("team").value("db").build();
  private static final Tag WEB = Tag.builder().key("team").value("web").build();

  @TempDir private Path home;
  private IamFixture fixture;
  private IamClient root;

  @BeforeEach
  void open() {
    fixture = new IamFixture(home);
    root = fixture.client();
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  /** A user who may do one thing under one condition. */
  private IamClient may(String action, String condition) {
    User user = root.createUser(r -> r.userName("alice")).user();
    root.putUserPolicy(
        r ->
            r.userName("alice")
                .policyName("p")
                .policyDocument(
                    """
                    {"Version":"2012-10-17","Statement":
                      {"Effect":"Allow","Action":%s,"Resource":"*","Condition":{%s}}}
                    """
                        .formatted(action, condition)
                        .replace('\'', '"')));
    Caller alice = IamFixture.user(user.arn(), user.userId());
    return fixture.iam.as(alice);
  }

  private static void denied(ThrowingCallable call) {
    assertThatThrownBy(call).hasMessageContaining("no identity-based policy allows");
  }

  @Test
  void aBoundaryCanBeDemandedOfNewUsers() {
    IamClient alice =
        may(
            "'iam:CreateUser'",
            "'StringEquals':{'iam:PermissionsBoundary':'" + IamFixture.ADMINISTRATOR + "'}");
    denied(() -> alice.createUser(r -> r.userName("bob")));
    alice.createUser(r -> r.userName("bob").permissionsBoundary(IamFixture.ADMINISTRATOR));
    assertThat(root.getUser(r -> r.userName("bob")).user().permissionsBoundary()).isNotNull();
  }

  @Test
  void whichPoliciesAreAttachedCanBeLimited() {
    IamClient alice =
        may(
            "'iam:AttachUserPolicy'",
            "'ArnNotEquals':{'iam:PolicyARN':'" + IamFixture.ADMINISTRATOR + "'}");
    denied(
        () -> alice.attachUserPolicy(r -> r.userName("alice").policyArn(IamFixture.ADMINISTRATOR)));
    String small =
        root.createPolicy(r -> r.policyName("small").policyDocument(IamFixture.ALLOW_ALL))
            .policy()
            .arn();
    alice.attachUserPolicy(r -> r.userName("alice").policyArn(small));
  }

  @Test
  void tagsOfTheRequestAndOfTheEntityAreAskedFor() {
    root.createUser(r -> r.userName("carol").tags(WEB));
    root.createUser(r -> r.userName("dave").tags(DB));
    IamClient alice = may("['iam:DeleteUser']", "'StringEquals':{'aws:ResourceTag/team':'db'}");
    denied(() -> alice.deleteUser(r -> r.userName("carol")));
    alice.deleteUser(r -> r.userName("dave"));
    root.deleteUserPolicy(r -> r.userName("alice").policyName("p"));
    root.deleteUser(r -> r.userName("alice"));

    IamClient again =
        may(
            "['iam:CreateUser','iam:TagUser']",
            "'StringEquals':{'aws:RequestTag/team':'db'},"
                + "'ForAllValues:StringEquals':{'aws:TagKeys':'team'}");
    denied(() -> again.createUser(r -> r.userName("eve").tags(WEB)));
    denied(
        () ->
            again.createUser(
                r -> r.userName("eve").tags(DB, Tag.builder().key("x").value("y").build())));
    again.createUser(r -> r.userName("eve").tags(DB));
  }
}
