package io.snapseal.iam.service;

import io.snapseal.iam.Caller;
import io.snapseal.iam.directory.HoldsPolicies;
import java.util.Collection;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.iam.model.AttachedPermissionsBoundary;
import software.amazon.awssdk.services.iam.model.Tag;

/**
 * What users and roles have alike, and groups have not: tags and a permissions boundary.
 *
 * @param boundary null for none, as in the SDK's classes
 */
record BoundedEntities<T extends SdkPojo, I extends Record & HoldsPolicies<I>>(
    Entities<T, I> entities,
    Function<T, List<Tag>> tags,
    BiFunction<T, @Nullable Collection<Tag>, T> tagged,
    Function<T, @Nullable AttachedPermissionsBoundary> boundary,
    BiFunction<T, @Nullable AttachedPermissionsBoundary, T> bounded) {

  List<Tag> tagsOf(Caller caller, String name) {
    return tags.apply(entities.get(caller, name).shown());
  }

  void changeTags(Caller caller, String name, UnaryOperator<List<Tag>> change) {
    entities.change(
        caller,
        name,
        row ->
            row.show(
                tagged.apply(
                    row.shown(), EntityTags.orNone(change.apply(tags.apply(row.shown()))))));
  }

  void putBoundary(Caller caller, String name, String policyArn) {
    entities.change(
        caller,
        name,
        (handle, row) ->
            row.show(bounded.apply(row.shown(), Boundaries.of(handle, caller, policyArn))));
  }

  void deleteBoundary(Caller caller, String name) {
    entities.change(
        caller,
        name,
        row -> {
          if (boundary.apply(row.shown()) == null) {
            throw IamFaults.noSuchEntity(
                "%s %s does not have a permissions boundary."
                    .formatted(entities.kind().title(), entities.kind().name().apply(row.shown())));
          }
          return row.show(bounded.apply(row.shown(), null));
        });
  }
}
