package io.snapseal.iam.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapseal.iam.Caller;
import io.snapseal.iam.Permission.Need;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.CreateUserRequest;
import software.amazon.awssdk.services.iam.model.GetUserRequest;
import software.amazon.awssdk.services.iam.model.IamException;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.iam.model.UpdateUserRequest;
import software.amazon.awssdk.utils.builder.SdkBuilder;

class IamPermissionsTest {
  private static final Caller EVE = IamFixture.user("arn:aws:iam::123456789012:user/eve", "AIDA1");

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

  @Test
  void everyOperationDeclaresItsActionAndResource() {
    Set<String> offered = new TreeSet<>();
    operations().forEach(operation -> offered.add(onTheWire(operation)));
    assertThat(new TreeSet<>(fixture.iam.permissions().keySet()))
        .isEqualTo(offered)
        .hasSize(OPERATIONS);
  }

  private static final int OPERATIONS = 73;

  /** The action of an operation has its name, and what it is on is read from the request. */
  @Test
  void aRequestThatIsFilledNamesAResource() throws ReflectiveOperationException {
    for (Method operation : operations()) {
      List<Need> needs = needs(onTheWire(operation), filled(operation));
      assertThat(needs).as(operation.getName()).isNotEmpty();
      assertThat(needs.get(0).action()).isEqualTo("iam:" + onTheWire(operation));
      assertThat(needs.get(0).resource()).matches("\\*|arn:aws:iam::(123456789012|aws):.*");
    }
  }

  @Test
  void whoeverIsNotRootIsDenied() throws ReflectiveOperationException {
    IamClient eve = fixture.iam.as(EVE);
    for (Method operation : operations()) {
      assertThatThrownBy(() -> call(eve, operation, filled(operation)))
          .as(operation.getName())
          .isInstanceOfSatisfying(
              IamException.class,
              e -> {
                assertThat(e.awsErrorDetails().errorCode()).isEqualTo("AccessDenied");
                assertThat(e.statusCode()).isEqualTo(403);
                assertThat(e.awsErrorDetails().errorMessage())
                    .startsWith(
                        "User: arn:aws:iam::123456789012:user/eve is not authorized to perform: iam:"
                            + onTheWire(operation)
                            + " on resource: ");
              });
    }
  }

  /** The SDK does not say which members are required: each operation must answer for itself. */
  @Test
  void aRequestWithoutAnythingIsAnsweredInAwssWords() throws Throwable {
    IamClient iam = fixture.client();
    for (Method operation : operations()) {
      Class<?> type = operation.getParameterTypes()[0];
      AwsRequest empty =
          (AwsRequest) ((SdkBuilder<?, ?>) type.getMethod("builder").invoke(null)).build();
      try {
        call(iam, operation, empty);
      } catch (IamException e) {
        assertThat(e.awsErrorDetails().errorMessage())
            .as(operation.getName())
            .containsAnyOf("Member must not be null", "Must specify userName");
      }
    }
  }

  @Test
  void anEntityIsNamedAsItWasMade() {
    fixture.client().createUser(r -> r.userName("alice").path("/eng/"));
    List<Need> needs = needs("GetUser", GetUserRequest.builder().userName("ALICE").build());
    assertThat(needs)
        .containsExactly(new Need("iam:GetUser", "arn:aws:iam::123456789012:user/eng/alice"));
  }

  @Test
  void makingWithTagsNeedsTaggingAndRenamingNeedsBothNames() {
    assertThat(
            needs(
                "CreateUser",
                CreateUserRequest.builder()
                    .userName("bob")
                    .path("/x/")
                    .tags(Tag.builder().key("a").value("b").build())
                    .build()))
        .containsExactly(
            new Need("iam:CreateUser", "arn:aws:iam::123456789012:user/x/bob"),
            new Need("iam:TagUser", "arn:aws:iam::123456789012:user/x/bob"));
    assertThat(
            needs(
                "UpdateUser",
                UpdateUserRequest.builder().userName("bob").newUserName("admin").build()))
        .containsExactly(
            new Need("iam:UpdateUser", "arn:aws:iam::123456789012:user/bob"),
            new Need("iam:UpdateUser", "arn:aws:iam::123456789012:user/admin"));
  }

  @Test
  void anOperationThatIsNotOfferedIsNotPerformed() {
    assertThatThrownBy(() -> fixture.client().createLoginProfile(r -> r.userName("alice")))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  /** The actions and resources; the condition keys are {@link IamConditionsTest}'s. */
  private List<Need> needs(String operation, AwsRequest request) {
    return Objects.requireNonNull(fixture.iam.permissions().get(operation))
        .needs()
        .apply(EVE, request)
        .stream()
        .map(need -> new Need(need.action(), need.resource()))
        .toList();
  }

  private static Set<Method> operations() {
    Set<Method> operations = new HashSet<>();
    for (Class<?> type : Iam.ForCaller.class.getInterfaces()) {
      operations.addAll(
          Arrays.stream(type.getDeclaredMethods())
              .filter(method -> method.getParameterCount() == 1)
              .filter(method -> AwsRequest.class.isAssignableFrom(method.getParameterTypes()[0]))
              .collect(Collectors.toSet()));
    }
    return operations;
  }

  private static String onTheWire(Method operation) {
    String name = operation.getName();
    return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
  }

  /** A request with all that is required, and the members that name a resource. */
  private static AwsRequest filled(Method operation) throws ReflectiveOperationException {
    Class<?> type = operation.getParameterTypes()[0];
    SdkPojo builder = (SdkPojo) type.getMethod("builder").invoke(null);
    Set<String> wanted = new HashSet<>(IamRequests.CONSTRAINTS.required(onTheWire(operation)));
    wanted.addAll(List.of("UserName", "GroupName", "RoleName"));
    for (SdkField<?> field : builder.sdkFields()) {
      if (wanted.contains(field.memberName())) {
        field.set(builder, sample(field.memberName()));
      }
    }
    return (AwsRequest) ((SdkBuilder<?, ?>) builder).build();
  }

  private static Object sample(String member) {
    return switch (member) {
      case "Tags" -> List.of(Tag.builder().key("a").value("b").build());
      case "TagKeys" -> List.of("a");
      case "ActionNames" -> List.of("kms:Encrypt");
      case "PolicyInputList" -> List.of(IamFixture.ALLOW_ALL);
      case "PolicyDocument", "AssumeRolePolicyDocument" -> IamFixture.ALLOW_ALL;
      case "Status" -> "Active";
      case "VersionId" -> "v1";
      case "PermissionsBoundary", "PolicyArn", "PolicySourceArn" ->
          IamFixture.arn("policy", "something");
      default -> "AKIASOMETHING7777777";
    };
  }

  private static void call(IamClient iam, Method operation, AwsRequest request) throws Throwable {
    try {
      IamClient.class.getMethod(operation.getName(), request.getClass()).invoke(iam, request);
    } catch (InvocationTargetException e) {
      throw e.getTargetException();
    }
  }
}
