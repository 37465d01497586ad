package io.snapseal.iam.organization;

import io.snapseal.iam.Membership;
import io.snapseal.iam.policy.Policies.Named;
import io.snapseal.iam.policy.Policy;
import io.snapseal.state.Row;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.organizations.model.PolicySummary;

/** The memberships of one organization's accounts, each policy read once. */
final class Levels {
  /** What a policy that is attached and gone means; DetachPolicy comes before DeletePolicy. */
  private static final String NOTHING =
      """
      {"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"*"}]}""";

  private final Tree tree;
  private final Map<String, Named> read = new ConcurrentHashMap<>();
  private final Map<String, Membership> memberships = new ConcurrentHashMap<>();

  Levels(Tree tree) {
    this.tree = tree;
  }

  /** Where an account is, if it is in this organization. */
  Optional<Membership> of(String account) {
    return tree.accounts().containsKey(account)
        ? Optional.of(memberships.computeIfAbsent(account, this::membership))
        : Optional.empty();
  }

  private Membership membership(String account) {
    List<Node> path = tree.pathTo(tree.node(account).orElseThrow());
    String above =
        path.stream()
            .limit(path.size() - 1L)
            .map(node -> node.id() + "/")
            .collect(Collectors.joining());
    return new Membership(tree.id(), tree.id() + "/" + above, control(account, path));
  }

  /** They do not affect the management account (Organizations user guide, "SCPs"). */
  private List<List<Named>> control(String account, List<Node> path) {
    return !tree.isControlled() || account.equals(tree.management())
        ? List.of()
        : path.stream()
            .map(node -> node.internals().policies().stream().map(this::policy).toList())
            .toList();
  }

  private Named policy(String id) {
    return read.computeIfAbsent(
        id,
        key -> {
          Row<PolicySummary, ControlPolicyInternals> row = tree.policies().get(key);
          return row == null
              ? new Named(key, Policy.read(Policy.Kind.IDENTITY, NOTHING))
              : new Named(
                  row.shown().arn(), Policy.read(Policy.Kind.IDENTITY, row.internal().content()));
        });
  }
}
