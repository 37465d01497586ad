package io.snapseal.iam.service;

import static io.snapseal.iam.service.IamFixture.ACCOUNT;
import static io.snapseal.iam.service.IamFixture.ADMINISTRATOR;
import static io.snapseal.iam.service.IamFixture.ALLOW_ALL;
import static io.snapseal.iam.service.IamFixture.assertFault;
import static io.snapseal.iam.service.IamFixture.assertNoSuchEntity;
import static org.assertj.core.api.Assertions.assertThat;

import io.snapseal.iam.Caller;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.ListUsersResponse;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.iam.model.User;

class UsersTest {
  @TempDir private Path home;
  private IamFixture fixture;
  private IamClient iam;

  @BeforeEach
  void open() {
    fixture = new IamFixture(home);
    iam = fixture.client();
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void aUserHasAnIdAnArnWithItsPathAndItsTags() {
    User made =
        iam.createUser(r -> r.userName("Alice").path("/eng/").tags(tag("team", "blue"))).user();

    assertThat(made.userId()).matches("AIDA[A-Z2-7]{17}");
    assertThat(made.arn()).isEqualTo("arn:aws:iam::123456789012:user/eng/Alice");
    assertThat(made.createDate()).isEqualTo(fixture.clock.instant());
    assertThat(iam.getUser(r -> r.userName("Alice")).user()).isEqualTo(made);
    assertThat(iam.getUser(r -> r.userName("ALICE")).user()).isEqualTo(made);
    assertThat(iam.listUserTags(r -> r.userName("Alice")).tags())
        .containsExactly(tag("team", "blue"));
  }

  @Test
  void namesAreUniqueWhateverTheirCaseAndPerAccount() {
    iam.createUser(r -> r.userName("alice"));

    assertFault(
        () -> iam.createUser(r -> r.userName("ALICE").path("/other/")),
        "EntityAlreadyExists",
        409,
        "User with name ALICE already exists.");
    assertThat(fixture.client(IamFixture.OTHER).createUser(r -> r.userName("alice")).user().arn())
        .isEqualTo("arn:aws:iam::444455556666:user/alice");
  }

  @Test
  void aUserOfAnotherAccountIsNotThere() {
    iam.createUser(r -> r.userName("alice"));
    assertNoSuchEntity(
        () -> fixture.client(IamFixture.OTHER).getUser(r -> r.userName("alice")),
        "The user with name alice cannot be found.");
  }

  @Test
  void whatIsNoNameIsRefusedInAwssWords() {
    assertFault(
        () -> iam.createUser(r -> r.userName("a b")),
        "ValidationError",
        400,
        "The specified value for userName is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-");
    assertFault(
        () -> iam.createUser(r -> r.userName("a".repeat(65))),
        "ValidationError",
        400,
        "1 validation error detected: Value '"
            + "a".repeat(65)
            + "' at 'userName' failed to satisfy constraint: Member must have length less than or equal to 64");
    assertFault(
        () -> iam.createUser(r -> r.userName("")),
        "ValidationError",
        400,
        "1 validation error detected: Value '' at 'userName' failed to satisfy constraint: Member must have length greater than or equal to 1");
    assertFault(
        () -> iam.createUser(r -> r.userName("alice").path("eng")),
        "ValidationError",
        400,
        "The specified value for path is invalid. It must begin and end with / and contain only alphanumeric characters and/or / characters.");
  }

  @Test
  void withoutANameTheCallerIsMeant() {
    User alice = iam.createUser(r -> r.userName("alice").path("/eng/")).user();
    Caller caller = IamFixture.user(alice.arn(), alice.userId());

    assertThat(fixture.allowed(caller).getUser().user()).isEqualTo(alice);
    assertThat(iam.getUser().user().arn()).isEqualTo("arn:aws:iam::123456789012:root");
    Caller session =
        IamFixture.user("arn:aws:sts::123456789012:assumed-role/ops/alice", "AROA1:alice");
    assertFault(
        () -> fixture.allowed(session).getUser(),
        "ValidationError",
        400,
        "Must specify userName when calling with non-User credentials");
  }

  @Test
  void pagesHoldEveryUserOnceAndPathsNarrowThem() {
    IntStream.range(0, 7)
        .forEach(i -> iam.createUser(r -> r.userName("user" + i).path(i < 4 ? "/a/" : "/b/")));

    List<String> names = new ArrayList<>();
    iam.listUsersPaginator(r -> r.maxItems(3)).users().forEach(user -> names.add(user.userName()));
    assertThat(names)
        .containsExactly("user0", "user1", "user2", "user3", "user4", "user5", "user6");
    ListUsersResponse first = iam.listUsers(r -> r.maxItems(3));
    assertThat(first.isTruncated()).isTrue();
    iam.deleteUser(r -> r.userName("user2"));
    assertThat(iam.listUsers(r -> r.marker(first.marker()).maxItems(1)).users())
        .extracting(User::userName)
        .containsExactly("user3");
    assertThat(iam.listUsers(r -> r.pathPrefix("/b/")).users()).hasSize(3);
    assertThat(iam.listUsers(r -> r.pathPrefix("/b/")).isTruncated()).isFalse();
    assertFault(
        () -> iam.listUsers(r -> r.maxItems(1001)),
        "ValidationError",
        400,
        "1 validation error detected: Value '1001' at 'maxItems' failed to satisfy constraint: Member must have value less than or equal to 1000");
    assertFault(
        () -> iam.listUsers(r -> r.marker("§")), "ValidationError", 400, "Invalid marker: §");
  }

  @Test
  void aRenamedUserKeepsItsIdGroupsPoliciesAndKeys() {
    String id = iam.createUser(r -> r.userName("alice")).user().userId();
    iam.createGroup(r -> r.groupName("ops"));
    iam.addUserToGroup(r -> r.groupName("ops").userName("alice"));
    iam.putUserPolicy(r -> r.userName("alice").policyName("all").policyDocument(ALLOW_ALL));
    String key = iam.createAccessKey(r -> r.userName("alice")).accessKey().accessKeyId();

    iam.updateUser(r -> r.userName("alice").newUserName("bob").newPath("/eng/"));

    assertNoSuchEntity(
        () -> iam.getUser(r -> r.userName("alice")), "The user with name alice cannot be found.");
    User bob = iam.getUser(r -> r.userName("bob")).user();
    assertThat(bob.userId()).isEqualTo(id);
    assertThat(bob.arn()).isEqualTo("arn:aws:iam::123456789012:user/eng/bob");
    assertThat(iam.getGroup(r -> r.groupName("ops")).users())
        .extracting(User::userName)
        .containsExactly("bob");
    assertThat(iam.listUserPolicies(r -> r.userName("bob")).policyNames()).containsExactly("all");
    assertThat(iam.listAccessKeys(r -> r.userName("bob")).accessKeyMetadata().get(0).userName())
        .isEqualTo("bob");
    assertThat(fixture.identities.ownerOf(key).orElseThrow().arn()).isEqualTo(bob.arn());
  }

  @Test
  void onlyTheCaseOfANameMayChangeButNotToAnothersName() {
    iam.createUser(r -> r.userName("alice"));
    iam.createUser(r -> r.userName("bob"));

    iam.updateUser(r -> r.userName("alice").newUserName("Alice"));
    assertThat(iam.getUser(r -> r.userName("alice")).user().userName()).isEqualTo("Alice");
    assertFault(
        () -> iam.updateUser(r -> r.userName("alice").newUserName("BOB")),
        "EntityAlreadyExists",
        409,
        "User with name BOB already exists.");
    assertThat(iam.getUser(r -> r.userName("alice")).user().userName()).isEqualTo("Alice");
  }

  @Test
  void aUserThatHasSomethingIsNotDeleted() {
    iam.createUser(r -> r.userName("alice"));
    iam.createGroup(r -> r.groupName("ops"));
    String key = iam.createAccessKey(r -> r.userName("alice")).accessKey().accessKeyId();
    assertConflict("Cannot delete entity, must delete access keys first.");
    iam.deleteAccessKey(r -> r.userName("alice").accessKeyId(key));
    iam.addUserToGroup(r -> r.groupName("ops").userName("alice"));
    assertConflict("Cannot delete entity, must remove users from group first.");
    iam.removeUserFromGroup(r -> r.groupName("ops").userName("alice"));
    iam.putUserPolicy(r -> r.userName("alice").policyName("all").policyDocument(ALLOW_ALL));
    assertConflict("Cannot delete entity, must delete policies first.");
    iam.deleteUserPolicy(r -> r.userName("alice").policyName("all"));
    iam.attachUserPolicy(r -> r.userName("alice").policyArn(ADMINISTRATOR));
    assertConflict("Cannot delete entity, must detach all policies first.");
    iam.detachUserPolicy(r -> r.userName("alice").policyArn(ADMINISTRATOR));

    iam.deleteUser(r -> r.userName("alice"));
    assertThat(iam.listUsers().users()).isEmpty();
    assertNoSuchEntity(
        () -> iam.deleteUser(r -> r.userName("alice")),
        "The user with name alice cannot be found.");
  }

  private void assertConflict(String message) {
    assertFault(() -> iam.deleteUser(r -> r.userName("alice")), "DeleteConflict", 409, message);
  }

  @Test
  void tagKeysAreTheSameWhateverTheirCase() {
    iam.createUser(r -> r.userName("alice").tags(tag("Team", "blue"), tag("a", "1")));
    iam.tagUser(r -> r.userName("alice").tags(tag("team", "red")));

    assertThat(iam.listUserTags(r -> r.userName("alice")).tags())
        .containsExactly(tag("a", "1"), tag("team", "red"));
    iam.untagUser(r -> r.userName("alice").tagKeys("TEAM", "absent"));
    assertThat(iam.listUserTags(r -> r.userName("alice")).tags()).containsExactly(tag("a", "1"));
    iam.untagUser(r -> r.userName("alice").tagKeys("a"));
    assertThat(iam.getUser(r -> r.userName("alice")).user().hasTags()).isFalse();
    iam.tagUser(r -> r.userName("alice").tags(tag("a", "1")));
    assertFault(
        () -> iam.tagUser(r -> r.userName("alice").tags(tag("x", "1"), tag("X", "2"))),
        "InvalidInput",
        400,
        "Duplicate tag keys found. Please note that Tag keys are case insensitive.");
    assertFault(
        () -> iam.tagUser(r -> r.userName("alice")),
        "ValidationError",
        400,
        "1 validation error detected: Value null at 'tags' failed to satisfy constraint: Member must not be null");
    assertFault(
        () -> iam.tagUser(r -> r.userName("alice").tags(tag("aws:x", "1"))),
        "InvalidInput",
        400,
        "Tag keys that begin with aws: are reserved for AWS: aws:x");
    Tag[] many = IntStream.range(0, 50).mapToObj(i -> tag("k" + i, "")).toArray(Tag[]::new);
    assertFault(
        () -> iam.tagUser(r -> r.userName("alice").tags(many)),
        "LimitExceeded",
        409,
        "The number of tags has reached the maximum limit of 50.");
  }

  @Test
  void aBoundaryIsAPolicyThatIsThere() {
    iam.createUser(r -> r.userName("alice"));
    String arn =
        iam.createPolicy(r -> r.policyName("limit").policyDocument(ALLOW_ALL)).policy().arn();
    assertNoSuchEntity(
        () ->
            iam.putUserPermissionsBoundary(r -> r.userName("alice").permissionsBoundary(arn + "x")),
        "Scope ARN: " + arn + "x does not exist or is not attachable.");

    iam.putUserPermissionsBoundary(r -> r.userName("alice").permissionsBoundary(arn));

    assertThat(
            iam.getUser(r -> r.userName("alice"))
                .user()
                .permissionsBoundary()
                .permissionsBoundaryArn())
        .isEqualTo(arn);
    assertThat(
            iam.getUser(r -> r.userName("alice"))
                .user()
                .permissionsBoundary()
                .permissionsBoundaryTypeAsString())
        .isEqualTo("Policy");
    assertThat(iam.getPolicy(r -> r.policyArn(arn)).policy().permissionsBoundaryUsageCount())
        .isEqualTo(1);
    assertFault(
        () -> iam.deletePolicy(r -> r.policyArn(arn)),
        "DeleteConflict",
        409,
        "Cannot delete a policy attached to entities.");
    iam.deleteUserPermissionsBoundary(r -> r.userName("alice"));
    assertThat(iam.getUser(r -> r.userName("alice")).user().permissionsBoundary()).isNull();
    assertNoSuchEntity(
        () -> iam.deleteUserPermissionsBoundary(r -> r.userName("alice")),
        "User alice does not have a permissions boundary.");
    assertThat(iam.listUsers().users().get(0).arn()).contains(ACCOUNT);
  }

  private static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }
}
