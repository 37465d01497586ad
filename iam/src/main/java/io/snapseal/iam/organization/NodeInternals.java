package io.snapseal.iam.organization;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is kept of a root, OU or account beside its public face.
 *
 * @param management the management account of the organization it is in; empty for an account that
 *     is in none
 * @param parent the id of the root or OU above; empty for a root and for what is in no organization
 * @param policies the ids of the service control policies attached to it, in the order they were
 */
record NodeInternals(
    String management, String parent, List<String> policies, Map<String, String> tags) {
  /** An account that is in no organization. */
  static final NodeInternals ALONE = new NodeInternals("", "", List.of(), Map.of());

  NodeInternals {
    policies = List.copyOf(policies);
    tags = Map.copyOf(new TreeMap<>(tags));
  }

  NodeInternals under(String newParent) {
    return new NodeInternals(management, newParent, policies, tags);
  }

  NodeInternals attach(String policy) {
    List<String> more = new ArrayList<>(policies);
    more.add(policy);
    return holding(more);
  }

  NodeInternals detach(String policy) {
    return holding(policies.stream().filter(other -> !other.equals(policy)).toList());
  }

  NodeInternals holding(List<String> attached) {
    return new NodeInternals(management, parent, attached, tags);
  }

  NodeInternals tagged(Map<String, String> changed) {
    return new NodeInternals(management, parent, policies, changed);
  }
}
