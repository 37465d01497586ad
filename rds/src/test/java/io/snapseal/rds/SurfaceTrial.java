package io.snapseal.rds;

import static io.snapseal.rds.Attempt.Act.COPY;
import static io.snapseal.rds.Attempt.Act.COPY_BY_NAME;
import static io.snapseal.rds.Attempt.Act.CREATE;
import static io.snapseal.rds.Attempt.Act.PUBLISH;
import static io.snapseal.rds.Attempt.Act.RESTORE;
import static io.snapseal.rds.Attempt.Act.SHARE;
import static io.snapseal.rds.Attempt.Act.TAKE;

import io.snapseal.rds.Surface.Engine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Everything that is tried on the databases of one engine, side by side, step by step. */
final class SurfaceTrial {
  private static final Set<Attempt.Act> COPIES = EnumSet.of(COPY, COPY_BY_NAME, PUBLISH, SHARE);
  private static final Set<Attempt.Act> DELETIONS =
      EnumSet.complementOf(EnumSet.of(CREATE, TAKE, COPY, COPY_BY_NAME, PUBLISH, SHARE, RESTORE));

  /** Where databases and stored snapshots have their files. */
  private static final Pattern DATA =
      Pattern.compile("(i-[^/]*|run|store-[^/]*/(segments|snapshots|volumes|copies|tmp))/.*");

  private final RdsFixture fixture;
  private final Path home;
  private final Map<SurfaceRow, SurfaceFindings> rows = new LinkedHashMap<>();
  private @Nullable DiskSearch search;

  SurfaceTrial(RdsFixture fixture, Path home, Engine engine) {
    this.fixture = fixture;
    this.home = home;
    Surface.rows(engine)
        .map(row -> new SurfaceRow(fixture, row))
        .forEach(row -> rows.put(row, new SurfaceFindings(row, fixture, home)));
  }

  List<SurfaceRow> rows() {
    return List.copyOf(rows.keySet());
  }

  SurfaceFindings findings(SurfaceRow row) {
    return Objects.requireNonNull(rows.get(row));
  }

  /** What the disk gave away when everything was there. */
  DiskSearch search() {
    return Objects.requireNonNull(search);
  }

  Path home() {
    return home;
  }

  /** The files that are left of instances, clusters and snapshots when all are deleted: none. */
  List<Path> leftFiles() throws IOException {
    try (Stream<Path> files = Files.walk(home)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> DATA.matcher(home.relativize(file).toString()).matches())
          .toList();
    }
  }

  void run() {
    try {
      make(EnumSet.of(CREATE));
      for (SurfaceRow row : rows.keySet()) {
        row.write();
      }
      look(EnumSet.of(CREATE));
      for (Set<Attempt.Act> acts : List.of(EnumSet.of(TAKE), COPIES, EnumSet.of(RESTORE))) {
        make(acts);
        look(acts);
      }
      search = DiskSearch.below(home);
      make(DELETIONS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException e) {
      throw new AssertionError("a database does not answer", e);
    }
  }

  /** Calls first, and then waits for what they have begun: the databases are worked on together. */
  private void make(Set<Attempt.Act> acts) {
    for (SurfaceRow row : rows.keySet()) {
      for (Attempt attempt : Attempt.values()) {
        if (acts.contains(attempt.act())) {
          row.make(attempt);
        }
      }
    }
    fixture.idle();
  }

  private void look(Set<Attempt.Act> acts) throws IOException, SQLException {
    for (Map.Entry<SurfaceRow, SurfaceFindings> row : rows.entrySet()) {
      for (Attempt attempt : Attempt.values()) {
        if (acts.contains(attempt.act()) && row.getKey().made(attempt)) {
          row.getValue().look(attempt);
        }
      }
    }
  }
}
