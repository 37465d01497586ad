package io.snapseal.state;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.snapseal.model.SdkJson;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.ResultIterable;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatement;
import software.amazon.awssdk.core.SdkPojo;

/**
 * All resources of one kind, as rows that hold the SDK's model object.
 *
 * <p>Every method takes the handle of the transaction it belongs to: see {@link StateStore}.
 *
 * @param <T> the SDK's model class
 * @param <I> the record of what the API does not show
 */
public final class ResourceTable<T extends SdkPojo, I extends Record> {
  private static final ObjectMapper INTERNAL = JsonMapper.builder().build();

  private static final String SELECT =
      "select account, region, id, shown, internal from resource where kind = :kind";

  private final String kind;
  private final Supplier<? extends SdkPojo> builder;
  private final Class<T> shownType;
  private final Class<I> internalType;

  /**
   * @param kind the field's word for the resource, for example {@code db-snapshot}
   * @param shownType the SDK's model class
   * @param builder makes an empty builder of that class
   * @param internalType the record of what the API does not show
   */
  public ResourceTable(
      String kind, Class<T> shownType, Supplier<? extends SdkPojo> builder, Class<I> internalType) {
    this.kind = kind;
    this.shownType = shownType;
    this.builder = builder;
    this.internalType = internalType;
  }

  /** The field's word for this kind of resource. */
  public String kind() {
    return kind;
  }

  /** The resource of that name, if there is one. */
  public Optional<Row<T, I>> find(Handle handle, Scope scope, String id) {
    return rows(scoped(
                handle.createQuery(
                    SELECT + " and account = :account and region = :region" + " and id = :id"),
                scope)
            .bind("id", id))
        .findFirst();
  }

  /** Every resource of the scope, in the order of its names. */
  public List<Row<T, I>> list(Handle handle, Scope scope) {
    return rows(scoped(
            handle.createQuery(
                SELECT + " and account = :account and region = :region" + " order by id"),
            scope))
        .list();
  }

  /** Every resource of the scope whose name begins so, in the order of their names. */
  public List<Row<T, I>> listUnder(Handle handle, Scope scope, String prefix) {
    return rows(scoped(
                handle.createQuery(
                    SELECT
                        + " and account = :account and region = :region"
                        + " and id >= :from and id < :to order by id"),
                scope)
            .bind("from", prefix)
            .bind("to", prefix + Character.MAX_VALUE))
        .list();
  }

  /** Every resource of this kind, in all accounts and regions, whose name begins so. */
  public List<Row<T, I>> everywhereUnder(Handle handle, String prefix) {
    return rows(handle
            .createQuery(SELECT + " and id >= :from and id < :to order by account, region, id")
            .bind("kind", kind)
            .bind("from", prefix)
            .bind("to", prefix + Character.MAX_VALUE))
        .list();
  }

  /** The next resources, in the order of their accounts and names. */
  public List<Row<T, I>> seek(Handle handle, Seek seek) {
    return rows(seeking(handle, SELECT, " order by account, id limit :most", kind, seek)
            .bind("most", seek.most()))
        .list();
  }

  private static Query seeking(Handle handle, String select, String end, String kind, Seek seek) {
    StringBuilder sql = new StringBuilder(select).append(" and region = :region");
    sql.append(
        seek.account().isPresent()
            ? " and account = :account and id > :id"
            : " and (account, id) > (:account, :id)");
    for (int text = 0; text < seek.texts().size(); text++) {
      sql.append(" and ").append(oneOf(seek.texts().get(text), text));
    }
    Query query =
        handle
            .createQuery(sql.append(end))
            .bind("kind", kind)
            .bind("region", seek.region())
            .bind("account", seek.account().orElse(seek.after().account()))
            .bind("id", seek.after().id());
    for (int text = 0; text < seek.texts().size(); text++) {
      List<String> words = seek.texts().get(text).anyOf();
      for (int word = 0; word < words.size(); word++) {
        query.bind("t" + text + "_" + word, words.get(word));
      }
    }
    return query;
  }

  /** {@code instr} is SQLite's; PostgreSQL's is {@code strpos}. */
  private static String oneOf(Seek.Text text, int number) {
    String column = text.shown() ? "shown" : "internal";
    return IntStream.range(0, text.anyOf().size())
        .mapToObj(word -> "instr(" + column + ", :t" + number + "_" + word + ") > 0")
        .collect(Collectors.joining(" or ", "(", ")"));
  }

  /** How many resources of a kind a scope has whose rows have those texts. */
  public static int count(Handle handle, String kind, Seek seek) {
    return seeking(handle, "select count(*) from resource where kind = :kind", "", kind, seek)
        .mapTo(Integer.class)
        .one();
  }

  /** Whether there is a resource of that kind and name. */
  public static boolean isThere(Handle handle, String kind, Scope scope, String id) {
    return handle
        .createQuery(
            "select 1 from resource where kind = :kind and account = :account"
                + " and region = :region and id = :id")
        .bind("kind", kind)
        .bind("account", scope.account())
        .bind("region", scope.region())
        .bind("id", id)
        .mapTo(Integer.class)
        .findFirst()
        .isPresent();
  }

  /** The resources whose names begin so, of all accounts and regions, in the order of names. */
  public List<Row<T, I>> everyonesUnder(Handle handle, String prefix, int most) {
    return rows(handle
            .createQuery(SELECT + " and id >= :from and id < :to order by id limit :most")
            .bind("kind", kind)
            .bind("from", prefix)
            .bind("to", prefix + Character.MAX_VALUE)
            .bind("most", most))
        .list();
  }

  /** How many {@link #everyonesUnder} there are. */
  public int countUnder(Handle handle, String prefix) {
    return handle
        .createQuery(
            "select count(*) from resource where kind = :kind and id >= :from and id < :to")
        .bind("kind", kind)
        .bind("from", prefix)
        .bind("to", prefix + Character.MAX_VALUE)
        .mapTo(Integer.class)
        .one();
  }

  /** Removes the resources of a scope whose names come before that one. */
  public void deleteBefore(Handle handle, Scope scope, String id) {
    scoped(
            handle.createUpdate(
                "delete from resource where kind = :kind and account = :account"
                    + " and region = :region and id < :id"),
            scope)
        .bind("id", id)
        .execute();
  }

  /** Every resource of this kind in all accounts and regions. */
  public List<Row<T, I>> everywhere(Handle handle) {
    return rows(handle.createQuery(SELECT + " order by account, region, id").bind("kind", kind))
        .list();
  }

  /**
   * Stores a new resource.
   *
   * @return false, and nothing changed, if the name is taken
   */
  public boolean insert(Handle handle, Row<T, I> row) {
    return written(
            handle.createUpdate(
                "insert into resource (kind, account, region, id, shown, internal)"
                    + " values (:kind, :account, :region, :id, :shown, :internal)"
                    + " on conflict do nothing"),
            row)
        == 1;
  }

  /**
   * Replaces a resource.
   *
   * @throws IllegalStateException if it is not there: callers read it in the same transaction
   */
  public void update(Handle handle, Row<T, I> row) {
    int changed =
        written(
            handle.createUpdate(
                "update resource set shown = :shown, internal = :internal where kind = :kind"
                    + " and account = :account and region = :region and id = :id"),
            row);
    if (changed != 1) {
      throw new IllegalStateException("no " + kind + " " + row.id() + " in " + row.scope());
    }
  }

  /** Removes a resource; true if it was there. */
  public boolean delete(Handle handle, Scope scope, String id) {
    return scoped(
                handle.createUpdate(
                    "delete from resource where kind = :kind and account = :account"
                        + " and region = :region and id = :id"),
                scope)
            .bind("id", id)
            .execute()
        == 1;
  }

  private int written(org.jdbi.v3.core.statement.Update update, Row<T, I> row) {
    return scoped(update, row.scope())
        .bind("id", row.id())
        .bind("shown", SdkJson.write(row.shown()))
        .bind("internal", internalJson(row.internal()))
        .execute();
  }

  private <S extends SqlStatement<S>> S scoped(S statement, Scope scope) {
    return statement
        .bind("kind", kind)
        .bind("account", scope.account())
        .bind("region", scope.region());
  }

  private ResultIterable<Row<T, I>> rows(Query query) {
    return query.map(
        (result, context) ->
            new Row<>(
                new Scope(result.getString("account"), result.getString("region")),
                result.getString("id"),
                shownType.cast(SdkJson.read(result.getString("shown"), builder)),
                internal(result.getString("internal"))));
  }

  private static String internalJson(Record internal) {
    try {
      return INTERNAL.writeValueAsString(internal);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private I internal(String json) {
    try {
      return INTERNAL.readValue(json, internalType);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(
          "a stored " + kind + " does not read as " + internalType.getSimpleName(), e);
    }
  }
}
