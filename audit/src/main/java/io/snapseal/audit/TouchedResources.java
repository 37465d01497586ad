package io.snapseal.audit;

import io.snapseal.iam.Call;
import java.util.LinkedHashSet;
import java.util.Set;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;

/** The ARNs of the resources a call was about: those decided on, and the one it made. */
final class TouchedResources {
  private static final Set<String> OWN_ARNS =
      Set.of("Arn", "DBSnapshotArn", "DBInstanceArn", "KeyArn");

  private TouchedResources() {}

  static Set<String> of(Call call) {
    Set<String> arns = new LinkedHashSet<>();
    call.decisions().stream()
        .map(decided -> decided.request().resource())
        .filter(ResourceKind::isResource)
        .forEach(arns::add);
    if (CallKind.of(call.operation()) == CallKind.CHANGE) {
      call.response().ifPresent(response -> addMade(response, arns, true));
    }
    return arns;
  }

  /** What a response shows of itself: {@code KeyMetadata.Arn}, {@code DBSnapshot.DBSnapshotArn}. */
  private static void addMade(SdkPojo shown, Set<String> arns, boolean outermost) {
    for (SdkField<?> field : shown.sdkFields()) {
      Object member = field.getValueOrDefault(shown);
      if (member instanceof SdkPojo part && outermost) {
        addMade(part, arns, false);
      } else if (member instanceof String text
          && OWN_ARNS.contains(field.locationName())
          && ResourceKind.isResource(text)) {
        arns.add(text);
      }
    }
  }
}
