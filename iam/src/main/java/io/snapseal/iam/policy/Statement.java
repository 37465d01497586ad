package io.snapseal.iam.policy;

import io.snapseal.iam.policy.Principals.Match;
import java.util.List;
import java.util.Optional;

/**
 * One statement of a policy.
 *
 * @param label its Sid, or its place in the policy, from 1
 * @param allows whether its effect is Allow
 * @param principals whom it means; empty in an identity policy, which means its owner
 * @param actions what it is about; every other action if {@code notActions}
 * @param resources on what; on everything else if {@code notResources}; empty where the policy's
 *     kind has no Resource element
 * @param conditions all of which must hold
 */
record Statement(
    String label,
    boolean allows,
    Optional<Principals> principals,
    List<Glob> actions,
    boolean notActions,
    List<ArnTemplate> resources,
    boolean notResources,
    List<Condition> conditions) {

  Statement {
    actions = List.copyOf(actions);
    resources = List.copyOf(resources);
    conditions = List.copyOf(conditions);
  }

  /** How closely it means the request; {@link Match#NONE} if it does not apply to it. */
  Match match(AccessRequest request) {
    Match who = principals.isPresent() ? principals.get().match(request.who()) : Match.DIRECT;
    return who != Match.NONE
            && hasAction(request.action())
            && hasResource(request)
            && holds(request.context())
        ? who
        : Match.NONE;
  }

  private boolean hasAction(String action) {
    for (Glob glob : actions) {
      if (glob.matches(action, true)) {
        return !notActions;
      }
    }
    return notActions;
  }

  private boolean hasResource(AccessRequest request) {
    if (resources.isEmpty()) {
      return true;
    }
    for (ArnTemplate template : resources) {
      if (template.matches(request.resource(), request.context())) {
        return !notResources;
      }
    }
    return notResources;
  }

  private boolean holds(Context context) {
    for (Condition condition : conditions) {
      if (!condition.holds(context)) {
        return false;
      }
    }
    return true;
  }
}
