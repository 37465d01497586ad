package io.snapseal.rds;

import io.snapseal.iam.Caller;
import io.snapseal.rds.cluster.ClusterTags;
import io.snapseal.rds.resource.RdsArn;
import io.snapseal.rds.resource.RdsFaults;
import io.snapseal.rds.resource.Tables;
import io.snapseal.rds.resource.TaggedTable;
import io.snapseal.rds.resource.Tags;
import io.snapseal.state.Scope;
import io.snapseal.state.StateStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
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
  /** What has tags, by the type in its ARN. */
  private static final Map<String, TaggedTable<?, ?>> TABLES = tables();

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
    List<Tag> tags = state.read(handle -> table(arn).of(handle, arn));
    return ListTagsForResourceResponse.builder().tagList(tags).build();
  }

  private void change(Caller caller, @Nullable String resource, UnaryOperator<List<Tag>> change) {
    RdsArn arn = own(caller, resource);
    state.change(handle -> table(arn).change(handle, arn, change));
  }

  private static TaggedTable<?, ?> table(RdsArn arn) {
    return Objects.requireNonNull(TABLES.get(arn.type()));
  }

  private static Map<String, TaggedTable<?, ?>> tables() {
    Map<String, TaggedTable<?, ?>> tables = new HashMap<>(ClusterTags.TABLES);
    tables.putAll(AroundTags.TABLES);
    tables.put(
        RdsArn.INSTANCE,
        TaggedTable.shown(
            Tables.INSTANCES,
            DBInstance::tagList,
            (shown, tags) -> shown.toBuilder().tagList(tags).build(),
            RdsFaults::instanceNotFound));
    tables.put(
        RdsArn.SNAPSHOT,
        TaggedTable.shown(
            Tables.SNAPSHOTS,
            DBSnapshot::tagList,
            (shown, tags) -> shown.toBuilder().tagList(tags).build(),
            RdsFaults::snapshotNotFound));
    return Map.copyOf(tables);
  }

  private static RdsArn own(Caller caller, @Nullable String given) {
    String resource = RdsFaults.required(given, "ResourceName");
    RdsArn arn =
        RdsArn.parse(resource)
            .orElseThrow(() -> RdsFaults.invalidValue("Invalid resource name: " + resource));
    if (!TABLES.containsKey(arn.type())
        || !arn.scope().equals(new Scope(caller.account(), caller.region()))) {
      throw RdsFaults.invalidValue("Invalid resource name: " + resource);
    }
    return arn;
  }
}
