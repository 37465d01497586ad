package io.snapseal.rds.resource;

import io.snapseal.state.Page;
import io.snapseal.state.ResourceTable;
import io.snapseal.state.Row;
import io.snapseal.state.Seek;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;

/**
 * Pages of what RDS lists (RDS API reference, {@code MaxRecords}, {@code Marker}). Rows are read as
 * they are needed: a page of ten thousand snapshots costs what one of a hundred does.
 */
public final class Pages {
  private static final int CHUNK = 200;

  private Pages() {}

  /** The page of a list that is in memory, which may be of any length. */
  public static <T> Page<T> of(
      List<T> sorted,
      Function<T, String> name,
      @Nullable String marker,
      @Nullable Integer maxRecords) {
    return Page.of(sorted, name, marker, Lists.size(maxRecords), Lists::invalidMarker);
  }

  /** The name after which a page begins. */
  public static String after(@Nullable String marker) {
    return Page.after(marker, Lists::invalidMarker);
  }

  /**
   * The first of the rows that are wanted.
   *
   * @param from where to begin; its texts spare reading, {@code wanted} decides
   * @param wanted what is shown of a row, if it is
   * @param most how many at most
   */
  public static <T extends SdkPojo, I extends Record> List<T> first(
      Handle handle,
      ResourceTable<T, I> table,
      Seek from,
      Function<Row<T, I>, Optional<T>> wanted,
      int most) {
    List<T> found = new ArrayList<>();
    Seek seek = from.after(from.after(), Math.max(most, 1));
    while (found.size() < most) {
      List<Row<T, I>> rows = table.seek(handle, seek);
      for (Row<T, I> row : rows) {
        if (found.size() < most) {
          wanted.apply(row).ifPresent(found::add);
        }
      }
      if (rows.size() < seek.most()) {
        break;
      }
      Row<T, I> last = rows.get(rows.size() - 1);
      seek = seek.after(new Seek.Place(last.scope().account(), last.id()), CHUNK);
    }
    return found;
  }
}
