package io.snapseal.rds;

import io.snapseal.iam.Caller;
import io.snapseal.iam.Permission.Need;
import io.snapseal.rds.resource.RdsArn;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.Tag;

/** The resources and needs that several areas' permissions name. */
final class Needs {
  private static final String TAGS = "rds:AddTagsToResource";

  private Needs() {}

  /** The ARN of a resource that is named by identifier or ARN; of all of its type if by neither. */
  static String of(Caller caller, String type, @Nullable String name) {
    if (name != null && name.startsWith("arn:")) {
      return name;
    }
    String id = name == null ? "*" : name;
    return new RdsArn(
            caller.scope(),
            type,
            type.equals(RdsArn.SUBSCRIPTION) ? id : id.toLowerCase(Locale.ROOT))
        .toString();
  }

  /** What making a resource needs: also the right to tag it, if it is tagged at once. */
  static List<Need> creating(String action, String resource, List<Tag> tags) {
    List<Need> needs = new ArrayList<>(List.of(new Need(action, resource)));
    if (!tags.isEmpty()) {
      needs.add(new Need(TAGS, resource));
    }
    return needs;
  }

  /** What a copy needs: its action on the source and on the target. */
  static List<Need> copying(String action, String source, String target, List<Tag> tags) {
    List<Need> needs = creating(action, target, tags);
    needs.add(new Need(action, source));
    return needs;
  }
}
