package io.snapseal.iam.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A pattern of ARNs. Each of the six parts is compared by itself, so that no wildcard reaches into
 * the next part; parts that are left out at the end are any (IAM user guide, "IAM JSON policy
 * elements: Resource"; "Condition operators: ARN").
 */
final class ArnTemplate {
  private static final int PARTS = 6;
  private static final Template ANY = Template.of("*", false);

  private final Template whole;
  private final List<Template> parts;

  ArnTemplate(Template whole) {
    this.whole = whole;
    List<Template> split = new ArrayList<>(whole.splitAtColons(PARTS));
    while (split.size() < PARTS) {
      split.add(ANY);
    }
    this.parts = List.copyOf(split);
  }

  /** Whether it fits what is named; {@code *} alone fits what is no ARN, too. */
  boolean matches(String named, Context context) {
    if (whole.in(context).filter(Glob::isEverything).isPresent()) {
      return true;
    }
    String[] arn = named.split(":", PARTS);
    if (arn.length < PARTS) {
      return false;
    }
    for (int i = 0; i < PARTS; i++) {
      Optional<Glob> part = parts.get(i).in(context);
      if (part.isEmpty() || !part.get().matches(arn[i], false)) {
        return false;
      }
    }
    return true;
  }
}
