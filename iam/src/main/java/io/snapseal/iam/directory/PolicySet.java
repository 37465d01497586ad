package io.snapseal.iam.directory;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The policies of a user, group or role.
 *
 * @param inline its own documents, by name
 * @param attached the ARNs of managed policies, in the order they were attached
 */
public record PolicySet(Map<String, String> inline, List<String> attached) {
  /** No policies. */
  public static final PolicySet NONE = new PolicySet(Map.of(), List.of());

  public PolicySet {
    inline = Map.copyOf(inline);
    attached = List.copyOf(attached);
  }

  /** With an inline policy, which replaces the one of that name. */
  public PolicySet with(String name, String document) {
    Map<String, String> more = new TreeMap<>(inline);
    more.put(name, document);
    return new PolicySet(more, attached);
  }

  /** Without the inline policy of that name. */
  public PolicySet without(String name) {
    Map<String, String> fewer = new TreeMap<>(inline);
    fewer.remove(name);
    return new PolicySet(fewer, attached);
  }

  /** With a managed policy; one that is attached already stays where it is. */
  public PolicySet attach(String arn) {
    if (attached.contains(arn)) {
      return this;
    }
    List<String> more = new ArrayList<>(attached);
    more.add(arn);
    return new PolicySet(inline, more);
  }

  /** Without that managed policy. */
  public PolicySet detach(String arn) {
    return new PolicySet(inline, attached.stream().filter(other -> !other.equals(arn)).toList());
  }
}
