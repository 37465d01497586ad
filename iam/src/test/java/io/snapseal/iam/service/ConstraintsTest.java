package io.snapseal.iam.service;

import static io.snapseal.iam.service.IamFixture.assertFault;

import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.Tag;

/** What IAM's service model does not allow is answered in AWS's words, whole. */
class ConstraintsTest {
  @TempDir private Path home;
  private IamFixture fixture;

  @BeforeEach
  void open() {
    fixture = new IamFixture(home);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private void answered(String sentences, Consumer<IamClient> call) {
    assertFault(() -> call.accept(fixture.client()), "ValidationError", 400, sentences);
  }

  /** One name may be longer where it is looked for than where it is made. */
  @Test
  void lengthsAreThoseOfTheOperation() {
    String name = "a".repeat(65);
    answered(
        "1 validation error detected: Value '"
            + name
            + "' at 'userName' failed to satisfy constraint: Member must have length less than or"
            + " equal to 64",
        iam -> iam.createUser(r -> r.userName(name)));
    assertFault(
        () -> fixture.client().getUser(r -> r.userName(name)),
        "NoSuchEntity",
        404,
        "The user with name " + name + " cannot be found.");
  }

  /** As AWS does (ministackorg/ministack#1411): what the description was is not repeated. */
  @Test
  void aDescriptionIsNotRepeated() {
    answered(
        "1 validation error detected: Value at 'description' failed to satisfy constraint: Member"
            + " must satisfy regular expression pattern:"
            + " [\\u0009\\u000A\\u000D\\u0020-\\u007E\\u00A1-\\u00FF]*",
        iam ->
            iam.createRole(
                r ->
                    r.roleName("sealer")
                        .description("with an em dash \u2014")
                        .assumeRolePolicyDocument(IamFixture.trust("*"))));
  }

  @Test
  void allOfThemAtOnce() {
    answered(
        "3 validation errors detected: Value null at 'userName' failed to satisfy constraint:"
            + " Member must not be null; Value '' at 'tags.1.member.key' failed to satisfy"
            + " constraint: Member must have length greater than or equal to 1; Value '' at"
            + " 'tags.1.member.key' failed to satisfy constraint: Member must satisfy regular"
            + " expression pattern: [\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+",
        iam -> iam.tagUser(r -> r.tags(Tag.builder().key("").value("").build())));
    answered(
        "1 validation error detected: Value 'sometimes' at 'entityFilter' failed to satisfy"
            + " constraint: Member must satisfy enum value set: [User, Role, Group,"
            + " LocalManagedPolicy, AWSManagedPolicy]",
        iam ->
            iam.listEntitiesForPolicy(
                r -> r.policyArn(IamFixture.ADMINISTRATOR).entityFilter("sometimes")));
  }

  /** For these IAM has sentences of its own, once the lengths are right. */
  @Test
  void formsInItsOwnWords() {
    answered(
        "The specified value for pathPrefix is invalid. It must begin with / and contain only"
            + " alphanumeric characters and/or / characters.",
        iam -> iam.listUsers(r -> r.pathPrefix("eng/")));
    answered(
        "The specified value for roleName is invalid. It must contain only alphanumeric characters"
            + " and/or the following: +=,.@_-",
        iam ->
            iam.attachRolePolicy(
                r ->
                    r.roleName("arn:aws:iam::123456789012:role/sealer")
                        .policyArn(IamFixture.ADMINISTRATOR)));
  }
}
