package io.snapseal.rds;

import io.snapseal.iam.Caller;
import io.snapseal.rds.resource.InstanceInternals;
import io.snapseal.rds.resource.RdsArn;
import io.snapseal.rds.resource.RdsFaults;
import io.snapseal.rds.resource.SnapshotInternals;
import io.snapseal.rds.resource.Tables;
import io.snapseal.rds.resource.Tags;
import io.snapseal.state.Row;
import io.snapseal.state.Scope;
import io.snapseal.state.StateStore;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.AddTagsToResourceRequest;
import software.amazon.awssdk.services.rds.model.AddTagsToResourceResponse;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.rds.model.ListTagsForResourceResponse;
import software.amazon.awssdk.services.rds.model.RemoveTagsFromResourceRequest;
import software.amazon.awssdk.services.rds.model.RemoveTagsFromResourceResponse;
import software.amazon.awssdk.services.rds.model.Tag;

/** Tags by ARN: AddTagsToResource, RemoveTagsFromResource, ListTagsForResource. */
final class ResourceTags {
  private final StateStore state;

  ResourceTags(StateStore state) {
    this.state = state;
  }

  AddTagsToResourceResponse add(Caller caller, AddTagsToResourceRequest request) {
    change(caller, request.resourceName(), old -> Tags.added(old, request.tags()));
    return AddTagsToResourceResponse.builder().build();
  }

  RemoveTagsFromResourceResponse remove(Caller caller, RemoveTagsFromResourceRequest request) {
    change(caller, request.resourceName(), old -> Tags.removed(old, request.tagKeys()));
    return RemoveTagsFromResourceResponse.builder().build();
  }

  ListTagsForResourceResponse list(Caller caller, ListTagsForResourceRequest request) {
    RdsArn arn = own(caller, request.resourceName());
    List<Tag> tags =
        state.read(
            handle ->
                arn.type().equals(RdsArn.INSTANCE)
                    ? Tables.instance(handle, arn.scope(), arn.id()).shown().tagList()
                    : Tables.snapshot(handle, arn.scope(), arn.id()).shown().tagList());
    return ListTagsForResourceResponse.builder().tagList(tags).build();
  }

  private void change(Caller caller, @Nullable String resource, UnaryOperator<List<Tag>> change) {
    RdsArn arn = own(caller, resource);
    state.change(
        handle -> {
          if (arn.type().equals(RdsArn.INSTANCE)) {
            changeInstance(handle, arn, change);
          } else {
            changeSnapshot(handle, arn, change);
          }
        });
  }

  private static void changeInstance(Handle handle, RdsArn arn, UnaryOperator<List<Tag>> change) {
    Row<DBInstance, InstanceInternals> row = Tables.instance(handle, arn.scope(), arn.id());
    List<Tag> tags = change.apply(row.shown().tagList());
    Tables.INSTANCES.update(handle, row.show(row.shown().toBuilder().tagList(tags).build()));
  }

  private static void changeSnapshot(Handle handle, RdsArn arn, UnaryOperator<List<Tag>> change) {
    Row<DBSnapshot, SnapshotInternals> row = Tables.snapshot(handle, arn.scope(), arn.id());
    List<Tag> tags = change.apply(row.shown().tagList());
    Tables.SNAPSHOTS.update(handle, row.show(row.shown().toBuilder().tagList(tags).build()));
  }

  private static RdsArn own(Caller caller, @Nullable String given) {
    String resource = RdsFaults.required(given, "ResourceName");
    RdsArn arn =
        RdsArn.parse(resource)
            .orElseThrow(() -> RdsFaults.invalidValue("Invalid resource name: " + resource));
    boolean known = arn.type().equals(RdsArn.INSTANCE) || arn.type().equals(RdsArn.SNAPSHOT);
    if (!known || !arn.scope().equals(new Scope(caller.account(), caller.region()))) {
      throw RdsFaults.invalidValue("Invalid resource name: " + resource);
    }
    return arn;
  }
}
