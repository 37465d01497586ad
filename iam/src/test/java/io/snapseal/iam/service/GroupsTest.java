package io.snapseal.iam.service;

import static io.snapseal.iam.service.IamFixture.ALLOW_ALL;
import static io.snapseal.iam.service.IamFixture.assertFault;
import static io.snapseal.iam.service.IamFixture.assertNoSuchEntity;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.Group;
import software.amazon.awssdk.services.iam.model.User;

class GroupsTest {
  @TempDir private Path home;
  private IamFixture fixture;
  private IamClient iam;

  @BeforeEach
  void open() {
    fixture = new IamFixture(home);
    iam = fixture.client();
    iam.createUser(r -> r.userName("alice"));
    iam.createUser(r -> r.userName("bob"));
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void aGroupHasMembersInPages() {
    Group made = iam.createGroup(r -> r.groupName("Ops").path("/eng/")).group();
    iam.addUserToGroup(r -> r.groupName("ops").userName("Bob"));
    iam.addUserToGroup(r -> r.groupName("Ops").userName("alice"));
    iam.addUserToGroup(r -> r.groupName("Ops").userName("alice"));

    assertThat(made.groupId()).matches("AGPA[A-Z2-7]{17}");
    assertThat(made.arn()).isEqualTo("arn:aws:iam::123456789012:group/eng/Ops");
    assertThat(iam.getGroup(r -> r.groupName("OPS")).group()).isEqualTo(made);
    List<String> names = new ArrayList<>();
    iam.getGroupPaginator(r -> r.groupName("Ops").maxItems(1))
        .users()
        .forEach(user -> names.add(user.userName()));
    assertThat(names).containsExactly("alice", "bob");
    assertThat(iam.listGroupsForUser(r -> r.userName("bob")).groups()).containsExactly(made);
    iam.removeUserFromGroup(r -> r.groupName("Ops").userName("bob"));
    assertThat(iam.listGroupsForUser(r -> r.userName("bob")).groups()).isEmpty();
    assertNoSuchEntity(
        () -> iam.removeUserFromGroup(r -> r.groupName("Ops").userName("bob")),
        "User bob is not in group Ops.");
    assertNoSuchEntity(
        () -> iam.addUserToGroup(r -> r.groupName("none").userName("bob")),
        "The group with name none cannot be found.");
    assertNoSuchEntity(
        () -> iam.addUserToGroup(r -> r.groupName("Ops").userName("none")),
        "The user with name none cannot be found.");
  }

  @Test
  void namesAreUniqueWhateverTheirCase() {
    iam.createGroup(r -> r.groupName("ops"));
    assertFault(
        () -> iam.createGroup(r -> r.groupName("OPS")),
        "EntityAlreadyExists",
        409,
        "Group with name OPS already exists.");
  }

  @Test
  void aRenamedGroupKeepsItsMembersAndPolicies() {
    iam.createGroup(r -> r.groupName("ops"));
    iam.addUserToGroup(r -> r.groupName("ops").userName("alice"));
    iam.putGroupPolicy(r -> r.groupName("ops").policyName("p").policyDocument(ALLOW_ALL));

    iam.updateGroup(r -> r.groupName("ops").newGroupName("operators"));

    assertThat(iam.getGroup(r -> r.groupName("operators")).users())
        .extracting(User::userName)
        .containsExactly("alice");
    assertThat(iam.listGroupPolicies(r -> r.groupName("operators")).policyNames())
        .containsExactly("p");
    assertThat(iam.listGroups(r -> r.pathPrefix("/")).groups()).hasSize(1);
    iam.createGroup(r -> r.groupName("ops"));
    assertThat(iam.getGroup(r -> r.groupName("ops")).users()).isEmpty();
  }

  @Test
  void aGroupThatHasSomethingIsNotDeleted() {
    iam.createGroup(r -> r.groupName("ops"));
    iam.addUserToGroup(r -> r.groupName("ops").userName("alice"));
    assertConflict("Cannot delete entity, must remove users from group first.");
    iam.removeUserFromGroup(r -> r.groupName("ops").userName("alice"));
    iam.putGroupPolicy(r -> r.groupName("ops").policyName("p").policyDocument(ALLOW_ALL));
    assertConflict("Cannot delete entity, must delete policies first.");
    iam.deleteGroupPolicy(r -> r.groupName("ops").policyName("p"));
    iam.attachGroupPolicy(r -> r.groupName("ops").policyArn(IamFixture.ADMINISTRATOR));
    assertConflict("Cannot delete entity, must detach all policies first.");
    iam.detachGroupPolicy(r -> r.groupName("ops").policyArn(IamFixture.ADMINISTRATOR));
    iam.deleteGroup(r -> r.groupName("ops"));
    assertThat(iam.listGroups().groups()).isEmpty();
  }

  private void assertConflict(String message) {
    assertFault(() -> iam.deleteGroup(r -> r.groupName("ops")), "DeleteConflict", 409, message);
  }

  @Test
  void aUserIsInTenGroupsAtMost() {
    IntStream.rangeClosed(1, 11).forEach(i -> iam.createGroup(r -> r.groupName("g" + i)));
    IntStream.rangeClosed(1, 10)
        .forEach(i -> iam.addUserToGroup(r -> r.groupName("g" + i).userName("alice")));
    assertFault(
        () -> iam.addUserToGroup(r -> r.groupName("g11").userName("alice")),
        "LimitExceeded",
        409,
        "Cannot exceed quota for GroupsPerUser: 10");
  }
}
