package io.snapseal.rds.snapshot;

import io.snapseal.rds.resource.RdsArn;
import io.snapseal.rds.resource.SnapshotInternals;
import io.snapseal.state.ResourceTable;
import io.snapseal.state.Row;
import io.snapseal.state.Scope;
import java.util.List;
import java.util.Objects;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.rds.model.Tag;

/**
 * A kind of snapshot: of instances, or of clusters. What is stored, copied and shared is the same;
 * how AWS shows it is not.
 *
 * @param <T> the SDK's model of it
 */
public interface SnapshotKind<T extends SdkPojo> {
  /** Where its rows are. */
  ResourceTable<T, SnapshotInternals> table();

  /** The type in its ARN, as {@link RdsArn#SNAPSHOT}. */
  String arnType();

  SnapshotFacts facts(T shown);

  List<Tag> tags(T shown);

  T withStatus(T shown, String status);

  /** The same, so far done: 0 to 100. */
  T withProgress(T shown, int percent);

  /** How far it is, as far as is shown: 0 to 100. */
  default int progress(T shown) {
    return shown.sdkFields().stream()
        .filter(field -> field.memberName().equals("PercentProgress"))
        .map(field -> (Integer) field.getValueOrDefault(shown))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(0);
  }

  /** As another account sees it: without its tags, which are for its owner's eyes. */
  T foreign(T shown, String type);

  /** AWS's fault for one that is not there. */
  RuntimeException notFound(String id);

  /** AWS's fault for a name that is taken. */
  RuntimeException exists(String id);

  /** AWS's fault for one in the wrong state. */
  RuntimeException state(String message);

  /** The ARN of one of this kind. */
  default RdsArn arn(Scope scope, String id) {
    return new RdsArn(scope, arnType(), id);
  }

  /** The one that a request names by its identifier or by its ARN. */
  default RdsArn named(Scope own, String identifierOrArn) {
    return RdsArn.snapshotNamed(own, arnType(), identifierOrArn);
  }

  default SnapshotFacts facts(Row<T, SnapshotInternals> row) {
    return facts(row.shown());
  }

  /** The row of that name, or AWS's fault. */
  default Row<T, SnapshotInternals> row(Handle handle, Scope scope, String id) {
    return table().find(handle, scope, id).orElseThrow(() -> notFound(id));
  }

  /** Why KmsKeyId may not be given to a copy of that snapshot; null if it may. */
  default @Nullable RuntimeException keyRefused(SnapshotFacts source) {
    return null;
  }
}
