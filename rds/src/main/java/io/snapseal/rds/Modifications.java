package io.snapseal.rds;

import io.snapseal.iam.Caller;
import io.snapseal.state.Row;
import io.snapseal.state.StateStore;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.ModifyDbInstanceRequest;

/**
 * ModifyDBInstance: what an instance's row says of itself. What would change its server is refused
 * by name, never ignored.
 */
final class Modifications {
  private static final Set<String> CHANGEABLE =
      Set.of(
          "DBInstanceIdentifier", "ApplyImmediately", "DeletionProtection", "CopyTagsToSnapshot");

  private final StateStore state;

  Modifications(StateStore state) {
    this.state = state;
  }

  DBInstance modify(Caller caller, ModifyDbInstanceRequest request) {
    String id = RdsFaults.required(request.dbInstanceIdentifier(), "DBInstanceIdentifier");
    List<String> refused =
        request.sdkFields().stream()
            .filter(field -> !CHANGEABLE.contains(field.locationName()))
            .filter(field -> isGiven(field.getValueOrDefault(request)))
            .map(SdkField::locationName)
            .toList();
    if (!refused.isEmpty()) {
      throw RdsFaults.invalidCombination(
          "This region cannot change %s of an instance.".formatted(String.join(", ", refused)));
    }
    return state.write(
        handle -> {
          Row<DBInstance, InstanceInternals> row = Instances.named(handle, caller, id);
          DBInstance.Builder changed = row.shown().toBuilder();
          if (request.deletionProtection() != null) {
            changed.deletionProtection(request.deletionProtection());
          }
          if (request.copyTagsToSnapshot() != null) {
            changed.copyTagsToSnapshot(request.copyTagsToSnapshot());
          }
          Tables.INSTANCES.update(handle, row.show(changed.build()));
          return changed.build();
        });
  }

  /** Lists that a caller has not given are there, too, in the SDK's own empty kind. */
  private static boolean isGiven(@Nullable Object value) {
    return value != null && !(value instanceof SdkAutoConstructList);
  }
}
