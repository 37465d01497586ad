package io.snapseal.iam;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;

/**
 * The condition keys about tags, of any service (IAM user guide, "Controlling access to AWS
 * resources using tags"): what a request brings, and what the resource has.
 */
public final class TagConditions {
  private TagConditions() {}

  /** {@code aws:RequestTag/…} and {@code aws:TagKeys} of a request's {@code Tags} or TagKeys. */
  public static Map<String, List<String>> requested(AwsRequest request) {
    Map<String, List<String>> keys = new HashMap<>();
    List<String> names = new ArrayList<>();
    for (SdkField<?> field : request.sdkFields()) {
      if (field.getValueOrDefault(request) instanceof Collection<?> items) {
        if (field.memberName().equals("Tags")) {
          items.forEach(item -> requested(keys, names, item));
        } else if (field.memberName().equals("TagKeys")) {
          items.forEach(item -> names.add(item.toString()));
        }
      }
    }
    if (!names.isEmpty()) {
      keys.put("aws:TagKeys", names);
    }
    return keys;
  }

  /** {@code aws:ResourceTag/…} of what a resource has. */
  public static Map<String, List<String>> held(Map<String, String> tags) {
    Map<String, List<String>> keys = new HashMap<>();
    tags.forEach((name, value) -> keys.put("aws:ResourceTag/" + name, List.of(value)));
    return keys;
  }

  private static void requested(
      Map<String, List<String>> keys, List<String> names, @Nullable Object item) {
    if (item instanceof SdkPojo tag) {
      text(tag, "Key", "TagKey")
          .ifPresent(
              name -> {
                names.add(name);
                text(tag, "Value", "TagValue")
                    .ifPresent(value -> keys.put("aws:RequestTag/" + name, List.of(value)));
              });
    }
  }

  private static Optional<String> text(SdkPojo tag, String one, String other) {
    return tag.sdkFields().stream()
        .filter(field -> field.memberName().equals(one) || field.memberName().equals(other))
        .map(field -> field.getValueOrDefault(tag))
        .filter(String.class::isInstance)
        .map(String.class::cast)
        .findFirst();
  }
}
