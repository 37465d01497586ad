package io.snapseal.iam.service;

import io.snapseal.iam.Authorizer;
import io.snapseal.iam.Caller;
import io.snapseal.iam.directory.EntityArn;
import io.snapseal.iam.directory.EntityTexts;
import io.snapseal.iam.directory.PolicyText;
import io.snapseal.iam.policy.Context;
import io.snapseal.iam.policy.ContextKeys;
import io.snapseal.iam.policy.Identity;
import io.snapseal.iam.policy.MalformedPolicyException;
import io.snapseal.iam.policy.Policies.Named;
import io.snapseal.iam.policy.Policy;
import io.snapseal.state.Page;
import io.snapseal.state.StateStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.ContextEntry;
import software.amazon.awssdk.services.iam.model.EvaluationResult;
import software.amazon.awssdk.services.iam.model.GetContextKeysForCustomPolicyRequest;
import software.amazon.awssdk.services.iam.model.SimulateCustomPolicyRequest;
import software.amazon.awssdk.services.iam.model.SimulatePrincipalPolicyRequest;

/**
 * Reads what is to be simulated (IAM user guide, "IAM policy testing with the policy simulator").
 */
final class Simulator {
  private final StateStore state;
  private final Authorizer authorizer;

  Simulator(StateStore state, Authorizer authorizer) {
    this.state = state;
    this.authorizer = authorizer;
  }

  /** The keys that some policies ask for. */
  List<String> contextKeys(GetContextKeysForCustomPolicyRequest request) {
    List<String> documents = request.policyInputList();
    return List.copyOf(keys(texts("PolicyInputList", documents)));
  }

  Page<EvaluationResult> principal(Caller caller, SimulatePrincipalPolicyRequest request) {
    EntityTexts entity = entity(caller, request.policySourceArn());
    List<PolicyText> identity = new ArrayList<>(entity.identity());
    identity.addAll(texts("PolicyInputList", request.policyInputList()));
    List<PolicyText> boundary =
        request.hasPermissionsBoundaryPolicyInputList()
            ? texts(
                "PermissionsBoundaryPolicyInputList", request.permissionsBoundaryPolicyInputList())
            : entity.boundary().stream().toList();
    Simulation simulation =
        simulation(
            who(request.callerArn() == null ? entity.arn() : request.callerArn()),
            identity,
            boundary,
            request.resourcePolicy(),
            owner(caller, request.resourceOwner()),
            request.contextEntries());
    return page(
        simulation.in(authorizer.membership(caller.account())),
        request.actionNames(),
        request.resourceArns(),
        request.marker(),
        request.maxItems());
  }

  /** Policies that nobody has are in no organization. */
  Page<EvaluationResult> custom(Caller caller, SimulateCustomPolicyRequest request) {
    List<String> documents = request.policyInputList();
    if (request.resourcePolicy() != null && request.callerArn() == null) {
      throw IamFaults.invalidInput("A resource policy is simulated for a caller: give CallerArn.");
    }
    Simulation simulation =
        simulation(
            who(
                request.callerArn() == null
                    ? new EntityArn(caller.account(), "user", "/", "simulated").toString()
                    : request.callerArn()),
            texts("PolicyInputList", documents),
            texts(
                "PermissionsBoundaryPolicyInputList", request.permissionsBoundaryPolicyInputList()),
            request.resourcePolicy(),
            owner(caller, request.resourceOwner()),
            request.contextEntries());
    return page(
        simulation,
        request.actionNames(),
        request.resourceArns(),
        request.marker(),
        request.maxItems());
  }

  private EntityTexts entity(Caller caller, String arn) {
    Optional<EntityArn> entity =
        EntityArn.parse(arn).filter(parsed -> parsed.account().equals(caller.account()));
    if (entity.isEmpty() || entity.get().kind().equals("policy")) {
      throw IamFaults.invalidInput(
          "Invalid Entity Arn: " + arn + " does not clearly define entity type and name.");
    }
    return state
        .read(handle -> EntityTexts.of(handle, arn))
        .orElseThrow(() -> IamFaults.notFound(entity.get().kind(), entity.get().name()));
  }

  private static Simulation simulation(
      Identity who,
      List<PolicyText> identity,
      List<PolicyText> boundary,
      @Nullable String resourcePolicy,
      String owner,
      List<ContextEntry> entries) {
    if (boundary.size() > 1) {
      throw IamFaults.invalidInput("There is one permissions boundary at most.");
    }
    Set<String> asked = keys(identity);
    asked.addAll(keys(boundary));
    Optional<Named> resource = Optional.empty();
    if (resourcePolicy != null) {
      asked.addAll(keys(Policy.Kind.RESOURCE, new PolicyText("ResourcePolicy", resourcePolicy)));
      resource =
          Optional.of(
              new Named("ResourcePolicy", Policy.read(Policy.Kind.RESOURCE, resourcePolicy)));
    }
    return new Simulation(
        who,
        identity.stream().map(Simulator::read).toList(),
        boundary.stream().map(Simulator::read).findFirst(),
        resource,
        owner,
        context(entries),
        asked,
        Optional.empty());
  }

  private static Page<EvaluationResult> page(
      Simulation simulation,
      List<String> actionNames,
      List<String> resourceArns,
      @Nullable String marker,
      @Nullable Integer maxItems) {
    List<String> resources = resourceArns.isEmpty() ? List.of("*") : resourceArns;
    List<Asked> all = new ArrayList<>();
    for (String action : actionNames) {
      if (!action.matches("[a-zA-Z0-9-]+:[a-zA-Z0-9]+")) {
        throw IamFaults.invalidInput("Invalid Input Action: " + action);
      }
      resources.forEach(
          resource -> all.add(new Asked("%08d".formatted(all.size()), action, resource)));
    }
    Page<Asked> page = Lists.page(all, Asked::place, marker, maxItems);
    return new Page<>(
        page.items().stream()
            .map(asked -> simulation.of(asked.action(), asked.resource()))
            .toList(),
        page.next());
  }

  /** One question, by its place among all. */
  private record Asked(String place, String action, String resource) {}

  /** A role acts by a session; what a group's policies say, they say of its members. */
  private static Identity who(String arn) {
    EntityArn entity =
        EntityArn.parse(arn)
            .orElseThrow(() -> IamFaults.invalidInput("Invalid Caller Arn: " + arn));
    if (entity.kind().equals("role")) {
      return new Identity(
          Identity.Kind.ROLE_SESSION,
          entity.account(),
          "arn:aws:sts::%s:assumed-role/%s/simulated".formatted(entity.account(), entity.name()),
          Optional.of(arn));
    }
    return new Identity(Identity.Kind.USER, entity.account(), arn, Optional.empty());
  }

  /** An account, or its ARN; the caller's own if none is given. */
  private static String owner(Caller caller, @Nullable String given) {
    if (given == null) {
      return caller.account();
    }
    String account = given.replaceFirst("^arn:aws:iam::(\\d{12}):root$", "$1");
    if (!account.matches("\\d{12}")) {
      throw IamFaults.invalidInput("Invalid Resource Owner: " + given);
    }
    return account;
  }

  private static Context context(List<ContextEntry> entries) {
    Map<String, List<String>> values = new HashMap<>();
    entries.forEach(entry -> values.put(named(entry), entry.contextKeyValues()));
    return Context.of(values);
  }

  /** AWS's model does not demand a name; a value without one means nothing. */
  private static String named(ContextEntry entry) {
    if (entry.contextKeyName() == null) {
      throw IamFaults.invalidInput("A context entry needs its ContextKeyName.");
    }
    return entry.contextKeyName();
  }

  private static List<PolicyText> texts(String list, List<String> documents) {
    List<PolicyText> texts = new ArrayList<>();
    documents.forEach(text -> texts.add(new PolicyText(list + "." + (texts.size() + 1), text)));
    return texts;
  }

  private static Set<String> keys(List<PolicyText> texts) {
    Set<String> keys = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    texts.forEach(text -> keys.addAll(keys(Policy.Kind.IDENTITY, text)));
    return keys;
  }

  private static Set<String> keys(Policy.Kind kind, PolicyText text) {
    try {
      return ContextKeys.of(kind, text.document());
    } catch (MalformedPolicyException e) {
      throw IamFaults.invalidInput("Invalid Input Policy " + text.name() + ": " + e.getMessage());
    }
  }

  private static Named read(PolicyText text) {
    return new Named(text.name(), Policy.read(Policy.Kind.IDENTITY, text.document()));
  }
}
