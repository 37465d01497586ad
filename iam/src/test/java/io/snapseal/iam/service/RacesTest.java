package io.snapseal.iam.service;

import static io.snapseal.iam.service.IamFixture.ALLOW_ALL;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.DeleteConflictException;
import software.amazon.awssdk.services.iam.model.EntityAlreadyExistsException;
import software.amazon.awssdk.services.iam.model.IamException;
import software.amazon.awssdk.services.iam.model.LimitExceededException;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;

/** Two callers at one moment: each outcome must be one that they could have had in turn. */
class RacesTest {
  private static final int ROUNDS = 20;

  @TempDir private Path home;

  /** Both at once; what each ended with, "done" or its error's code. */
  private static List<String> both(Runnable one, Runnable other) throws Exception {
    CyclicBarrier start = new CyclicBarrier(2);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      Future<String> first = threads.submit(() -> outcome(start, one));
      Future<String> second = threads.submit(() -> outcome(start, other));
      return List.of(first.get(), second.get());
    } finally {
      threads.shutdown();
    }
  }

  private static String outcome(CyclicBarrier start, Runnable call) throws Exception {
    start.await();
    try {
      call.run();
      return "done";
    } catch (EntityAlreadyExistsException
        | LimitExceededException
        | DeleteConflictException
        | NoSuchEntityException e) {
      return Objects.requireNonNull(((IamException) e).awsErrorDetails()).errorCode();
    }
  }

  @Test
  void ofTwoWhoWantANameOneHasIt() throws Exception {
    try (IamFixture fixture = new IamFixture(home)) {
      IamClient iam = fixture.client();
      for (int i = 0; i < ROUNDS; i++) {
        String name = "user" + i;
        assertThat(
                both(
                    () -> iam.createUser(r -> r.userName(name)),
                    () -> iam.createUser(r -> r.userName(name.toUpperCase(Locale.ROOT)))))
            .containsExactlyInAnyOrder("done", "EntityAlreadyExists");
      }
      assertThat(iam.listUsers().users()).hasSize(ROUNDS);
    }
  }

  @Test
  void aRenameAndACreationDoNotShareAName() throws Exception {
    try (IamFixture fixture = new IamFixture(home)) {
      IamClient iam = fixture.client();
      for (int i = 0; i < ROUNDS; i++) {
        String name = "user" + i;
        iam.createUser(r -> r.userName("old-" + name));
        assertThat(
                both(
                    () -> iam.createUser(r -> r.userName(name)),
                    () -> iam.updateUser(r -> r.userName("old-" + name).newUserName(name))))
            .containsExactlyInAnyOrder("done", "EntityAlreadyExists");
      }
    }
  }

  @Test
  void aLimitHoldsForTwoAtOnce() throws Exception {
    try (IamFixture fixture = new IamFixture(home)) {
      IamClient iam = fixture.client();
      for (int i = 0; i < ROUNDS; i++) {
        String name = "user" + i;
        iam.createUser(r -> r.userName(name));
        iam.createAccessKey(r -> r.userName(name));
        Runnable create = () -> iam.createAccessKey(r -> r.userName(name));
        assertThat(both(create, create)).containsExactlyInAnyOrder("done", "LimitExceeded");
        assertThat(iam.listAccessKeys(r -> r.userName(name)).accessKeyMetadata()).hasSize(2);
      }
    }
  }

  /** A policy that is attached while it is deleted must not be attached to nothing. */
  @Test
  void aPolicyIsDeletedOrAttachedNotBoth() throws Exception {
    try (IamFixture fixture = new IamFixture(home)) {
      IamClient iam = fixture.client();
      iam.createUser(r -> r.userName("alice"));
      for (int i = 0; i < ROUNDS; i++) {
        String arn =
            iam.createPolicy(r -> r.policyName("p").policyDocument(ALLOW_ALL)).policy().arn();
        List<String> outcomes =
            both(
                () -> iam.attachUserPolicy(r -> r.userName("alice").policyArn(arn)),
                () -> iam.deletePolicy(r -> r.policyArn(arn)));
        assertThat(outcomes)
            .isIn(List.of("done", "DeleteConflict"), List.of("NoSuchEntity", "done"));
        if (outcomes.get(0).equals("done")) {
          iam.detachUserPolicy(r -> r.userName("alice").policyArn(arn));
          iam.deletePolicy(r -> r.policyArn(arn));
        }
      }
    }
  }

  @Test
  void noChangeIsLostToAnother() throws Exception {
    try (IamFixture fixture = new IamFixture(home)) {
      IamClient iam = fixture.client();
      iam.createUser(r -> r.userName("alice"));
      IntStream.range(0, ROUNDS).forEach(i -> iam.createGroup(r -> r.groupName("g" + i)));
      both(
          () ->
              IntStream.range(0, 10)
                  .forEach(i -> iam.addUserToGroup(r -> r.userName("alice").groupName("g" + i))),
          () ->
              IntStream.range(0, 10)
                  .forEach(
                      i ->
                          iam.putUserPolicy(
                              r ->
                                  r.userName("alice")
                                      .policyName("p" + i)
                                      .policyDocument(ALLOW_ALL))));
      assertThat(iam.listGroupsForUser(r -> r.userName("alice")).groups()).hasSize(10);
      assertThat(iam.listUserPolicies(r -> r.userName("alice")).policyNames()).hasSize(10);
    }
  }
}
