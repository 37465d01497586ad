package io.snapseal.iam.organization;

import static io.snapseal.iam.organization.OrganizationFixture.MANAGEMENT;
import static io.snapseal.iam.organization.OrganizationFixture.root;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.snapseal.iam.Caller;
import io.snapseal.iam.Permission.Need;
import io.snapseal.iam.policy.Identity;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.organizations.model.AccessDeniedException;
import software.amazon.awssdk.services.organizations.model.AttachPolicyRequest;
import software.amazon.awssdk.services.organizations.model.CreateAccountRequest;
import software.amazon.awssdk.services.organizations.model.ListPoliciesRequest;
import software.amazon.awssdk.services.organizations.model.Tag;

class OrganizationPermissionsTest {
  private static final int OPERATIONS = 36;

  @TempDir private Path home;
  private OrganizationFixture fixture;

  @BeforeEach
  void open() {
    fixture = new OrganizationFixture(home);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private static Stream<Method> operations() {
    return Arrays.stream(Organizations.ForCaller.class.getInterfaces())
        .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
        .filter(method -> method.getParameterCount() == 1)
        .filter(method -> AwsRequest.class.isAssignableFrom(method.getParameterTypes()[0]));
  }

  /** The method of an operation, by its name on the wire. */
  static Method operation(String onTheWire) {
    return operations()
        .filter(method -> method.getName().equalsIgnoreCase(onTheWire))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void everyOperationDeclaresItsAction() {
    Set<String> offered = new TreeSet<>();
    operations().forEach(method -> offered.add(method.getName()));
    Set<String> declared = new TreeSet<>();
    for (String name : fixture.organizations.permissions().keySet()) {
      declared.add(name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1));
    }
    assertThat(declared).isEqualTo(offered).hasSize(OPERATIONS);
  }

  @Test
  void whoeverHasNoPolicyIsDenied() {
    OrganizationsClient eve =
        fixture.organizations.as(
            Caller.local(Identity.user(MANAGEMENT, "eve"), "AIDA1", "us-east-1", "r"));
    fixture.controlled();
    assertThatThrownBy(() -> eve.listAccounts(r -> {}))
        .isInstanceOf(AccessDeniedException.class)
        .hasMessageContaining(
            "is not authorized to perform: organizations:ListAccounts on resource: * because no identity-based policy allows");
    assertThatThrownBy(() -> eve.describeOrganization()).isInstanceOf(AccessDeniedException.class);
  }

  @Test
  void whatIsNamedIsTheResource() {
    String root = fixture.controlled();
    String organization = fixture.client().describeOrganization().organization().id();
    String base = "arn:aws:organizations::" + MANAGEMENT + ":";
    fixture
        .client()
        .tagResource(
            r -> r.resourceId(root).tags(Tag.builder().key("stage").value("live").build()));
    List<Need> needs =
        needs(
            root(MANAGEMENT),
            "AttachPolicy",
            AttachPolicyRequest.builder().policyId("p-12345678").targetId(root).build());
    assertThat(needs)
        .extracting(Need::resource)
        .containsExactly(
            base + "policy/" + organization + "/service_control_policy/p-12345678",
            base + "root/" + organization + "/" + root);
    assertThat(needs.get(1).keys())
        .containsEntry("organizations:PolicyType", List.of("SERVICE_CONTROL_POLICY"))
        .containsEntry("aws:ResourceTag/stage", List.of("live"));
    assertThat(
            needs(
                    root(MANAGEMENT),
                    "ListPolicies",
                    ListPoliciesRequest.builder().filter("TAG_POLICY").build())
                .get(0)
                .keys())
        .isEqualTo(Map.of("organizations:PolicyType", List.of("TAG_POLICY")));
    assertThat(
            needs(
                root(MANAGEMENT),
                "CreateAccount",
                CreateAccountRequest.builder()
                    .tags(Tag.builder().key("stage").value("live").build())
                    .build()))
        .extracting(Need::action, Need::resource)
        .containsExactly(
            tuple("organizations:CreateAccount", "*"),
            tuple("organizations:TagResource", base + "account/" + organization + "/*"));
  }

  @Test
  void anOperationThatIsNotOfferedIsNotPerformed() {
    assertThatThrownBy(() -> fixture.client().leaveOrganization(r -> {}))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  private List<Need> needs(Caller caller, String operation, AwsRequest request) {
    return Objects.requireNonNull(fixture.organizations.permissions().get(operation))
        .needs()
        .apply(caller, request);
  }
}
