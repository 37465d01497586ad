package io.snapseal.rds;

import io.snapseal.iam.Caller;
import io.snapseal.rds.Attempt.Place;
import io.snapseal.rds.Databases.Shown;
import io.snapseal.rds.Surface.Encryption;
import io.snapseal.rds.Surface.KeyRole;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.RdsException;

/** One database of the surface, on which every attempt is made in its turn. */
final class SurfaceRow {
  /** What the API answered. */
  record Answer(String code, String message) {
    static final Answer DONE = new Answer(Expected.OK, "");
    static final Answer UNSAYABLE = new Answer(Expected.UNSAYABLE.code(), "");
  }

  private final Surface.Row row;
  private final RdsFixture fixture;
  private final Databases databases;
  private final SurfaceKeys keys;
  private final Map<Attempt, Answer> answers = new EnumMap<>(Attempt.class);

  SurfaceRow(RdsFixture fixture, Surface.Row row) {
    this.row = row;
    this.fixture = fixture;
    this.databases = row.engine().cluster() ? new ClusterDatabases() : new InstanceDatabases();
    this.keys = new SurfaceKeys(fixture);
  }

  Surface.Row row() {
    return row;
  }

  Databases databases() {
    return databases;
  }

  SurfaceKeys keys() {
    return keys;
  }

  Answer answer(Attempt attempt) {
    return Objects.requireNonNull(answers.get(attempt));
  }

  /** The name of what an attempt makes. */
  String id(Attempt attempt) {
    return row.word() + "-" + Surface.named(attempt);
  }

  /** Whether an attempt has made a database or a snapshot. */
  boolean made(Attempt attempt) {
    return attempt.makes() && Answer.DONE.equals(answers.get(attempt));
  }

  RdsClient client(Place place) {
    return fixture.rds.as(Caller.root(place.scope().account(), place.scope().region(), "test"));
  }

  /** What something made shows. */
  Shown shown(Attempt made) {
    RdsClient rds = client(made.place());
    return made.makesDatabase()
        ? databases.database(rds, id(made))
        : databases.snapshot(rds, id(made));
  }

  void write() throws SQLException {
    CanaryRows.write(row, Objects.requireNonNull(shown(Attempt.DATABASE).port()));
  }

  void make(Attempt attempt) {
    try {
      answers.put(attempt, answered(attempt));
    } catch (RdsException e) {
      answers.put(
          attempt, new Answer(e.awsErrorDetails().errorCode(), e.awsErrorDetails().errorMessage()));
    }
  }

  private Answer answered(Attempt attempt) {
    RdsClient rds = client(attempt.place());
    @Nullable String key = keys.arn(attempt.key());
    switch (attempt.act()) {
      case CREATE -> create(rds, id(attempt), attempt.key());
      case TAKE -> databases.take(rds, id(Attempt.DATABASE), id(attempt));
      case COPY -> databases.copy(rds, source(), id(attempt), key);
      case COPY_BY_NAME -> databases.copy(rds, id(Attempt.SNAPSHOT), id(attempt), key);
      case PUBLISH -> publish(rds);
      case SHARE -> databases.share(rds, id(Attempt.SNAPSHOT), SharingFixture.OTHER);
      case RESTORE -> {
        if (key != null && !databases.restoresUnderKeys()) {
          return Answer.UNSAYABLE;
        }
        databases.restore(rds, row.engine().word(), source(), id(attempt), key);
      }
      case DELETE_AUTOMATED -> {
        var automated = databases.automated(rds, id(Attempt.DATABASE));
        if (automated.isEmpty()) {
          return Answer.UNSAYABLE;
        }
        databases.deleteSnapshot(rds, automated.get(0));
      }
      case DELETE_FOREIGN -> databases.deleteSnapshot(rds, source());
      case DELETE_UNNAMED -> databases.delete(rds, id(Attempt.DATABASE), null);
      case DELETE_ALL -> deleteAll();
    }
    return Answer.DONE;
  }

  private String source() {
    return databases.snapshot(client(Place.HERE), id(Attempt.SNAPSHOT)).arn();
  }

  /** With a key, or as the row's encryption has it: a cluster that says nothing is encrypted. */
  private void create(RdsClient rds, String id, KeyRole key) {
    Encryption encryption = row.encryption();
    @Nullable Boolean encrypted =
        encryption == Encryption.AWS_OWNED ? null : (Boolean) (encryption != Encryption.NONE);
    @Nullable String named =
        key == KeyRole.NONE && encryption == Encryption.CUSTOMER
            ? keys.arn(KeyRole.CUSTOMER)
            : keys.arn(key);
    databases.create(rds, row.engine().word(), id, encrypted, named);
  }

  /** For a moment only. */
  private void publish(RdsClient rds) {
    String id = id(Attempt.SNAPSHOT);
    databases.share(rds, id, "all");
    if (!databases.sharedWith(rds, id).contains("all")) {
      throw new AssertionError(id + " was shared with all, and does not say so");
    }
    databases.unshare(rds, id, "all");
  }

  private void deleteAll() {
    for (Attempt attempt : Attempt.values()) {
      if (made(attempt)) {
        RdsClient rds = client(attempt.place());
        if (attempt.makesDatabase()) {
          databases.delete(rds, id(attempt), true);
        } else {
          databases.deleteSnapshot(rds, id(attempt));
        }
      }
    }
  }
}
