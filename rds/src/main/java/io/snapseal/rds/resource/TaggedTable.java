package io.snapseal.rds.resource;

import io.snapseal.state.ResourceTable;
import io.snapseal.state.Row;
import java.util.List;
import java.util.Optional;
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
    Function<Row<T, I>, List<Tag>> tags,
    BiFunction<Row<T, I>, List<Tag>, Row<T, I>> with,
    Function<String, RuntimeException> notFound) {

  /** Of resources that show their tags. */
  public static <T extends SdkPojo, I extends Record> TaggedTable<T, I> shown(
      ResourceTable<T, I> table,
      Function<T, List<Tag>> tags,
      BiFunction<T, List<Tag>, T> with,
      Function<String, RuntimeException> notFound) {
    return new TaggedTable<>(
        table,
        row -> tags.apply(row.shown()),
        (row, changed) -> row.show(with.apply(row.shown(), changed)),
        notFound);
  }

  /** Of resources whose tags are kept beside what they show. */
  public static <T extends SdkPojo, I extends Record & KeptTags<I>> TaggedTable<T, I> kept(
      ResourceTable<T, I> table, Function<String, RuntimeException> notFound) {
    return new TaggedTable<>(
        table,
        row -> KeptTags.shown(row.internal()),
        (row, changed) -> row.keep(row.internal().withTags(KeptTags.of(changed))),
        notFound);
  }

  /** The tags of the resource of that ARN, or AWS's fault. */
  public List<Tag> of(Handle handle, RdsArn arn) {
    return tags.apply(row(handle, arn));
  }

  /** The tags of the resource of that ARN, if it is there. */
  public Optional<List<Tag>> find(Handle handle, RdsArn arn) {
    return found(handle, arn).map(tags);
  }

  /** Changes the tags of the resource of that ARN. */
  public void change(Handle handle, RdsArn arn, UnaryOperator<List<Tag>> change) {
    Row<T, I> row = row(handle, arn);
    table.update(handle, with.apply(row, change.apply(tags.apply(row))));
  }

  private Row<T, I> row(Handle handle, RdsArn arn) {
    return found(handle, arn).orElseThrow(() -> notFound.apply(arn.id()));
  }

  /** Most names are kept in lower case; those of subscriptions as they were given. */
  private Optional<Row<T, I>> found(Handle handle, RdsArn arn) {
    return table
        .find(handle, arn.scope(), arn.id())
        .or(() -> table.find(handle, arn.scope(), Identifiers.stored(arn.id())));
  }
}
