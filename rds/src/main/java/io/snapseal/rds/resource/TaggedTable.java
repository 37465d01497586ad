package io.snapseal.rds.resource;

import io.snapseal.state.ResourceTable;
import io.snapseal.state.Row;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.rds.model.Tag;

/**
 * A table whose resources have tags.
 *
 * @param tags reads them
 * @param with writes them
 * @param notFound AWS's fault for a resource that is not there
 */
public record TaggedTable<T extends SdkPojo, I extends Record>(
    ResourceTable<T, I> table,
    Function<T, List<Tag>> tags,
    BiFunction<T, List<Tag>, T> with,
    Function<String, RuntimeException> notFound) {

  /** The tags of the resource of that ARN, or AWS's fault. */
  public List<Tag> of(Handle handle, RdsArn arn) {
    return tags.apply(row(handle, arn).shown());
  }

  /** Changes the tags of the resource of that ARN. */
  public void change(Handle handle, RdsArn arn, UnaryOperator<List<Tag>> change) {
    Row<T, I> row = row(handle, arn);
    table.update(handle, row.show(with.apply(row.shown(), change.apply(tags.apply(row.shown())))));
  }

  private Row<T, I> row(Handle handle, RdsArn arn) {
    return table
        .find(handle, arn.scope(), Identifiers.stored(arn.id()))
        .orElseThrow(() -> notFound.apply(arn.id()));
  }
}
