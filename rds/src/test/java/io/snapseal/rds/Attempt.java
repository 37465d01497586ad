package io.snapseal.rds;

import io.snapseal.rds.Surface.Key;
import io.snapseal.rds.Surface.Operation;
import io.snapseal.state.Scope;
import java.util.stream.Stream;

/** The calls that make up an operation; every one is made on every row, whatever is expected. */
enum Attempt {
  DATABASE(Operation.CREATE, Act.CREATE, Place.HERE, Key.NONE),
  DATABASE_UNDER_A_KEY_FROM_ABROAD(Operation.CREATE, Act.CREATE, Place.HERE, Key.ABROAD),
  SNAPSHOT(Operation.CREATE, Act.TAKE, Place.HERE, Key.NONE),

  COPY(Operation.COPY, Act.COPY, Place.HERE, Key.NONE),

  COPY_UNDER_ANOTHER_KEY(Operation.COPY_WITH_KEY, Act.COPY, Place.HERE, Key.ANOTHER),
  COPY_UNDER_AWS_RDS(Operation.COPY_WITH_KEY, Act.COPY, Place.HERE, Key.AWS_MANAGED),
  COPY_UNDER_A_KEY_FROM_ABROAD(Operation.COPY_WITH_KEY, Act.COPY, Place.HERE, Key.ABROAD),

  COPY_ABROAD(Operation.CROSS_REGION, Act.COPY, Place.ABROAD, Key.NONE),
  COPY_ABROAD_UNDER_A_KEY_THERE(Operation.CROSS_REGION, Act.COPY, Place.ABROAD, Key.ABROAD),
  COPY_ABROAD_UNDER_A_KEY_FROM_HERE(Operation.CROSS_REGION, Act.COPY, Place.ABROAD, Key.ANOTHER),
  COPY_ABROAD_BY_NAME(Operation.CROSS_REGION, Act.COPY_BY_NAME, Place.ABROAD, Key.ABROAD),

  COPY_UNSHARED(Operation.CROSS_ACCOUNT, Act.COPY, Place.THEIRS, Key.THEIRS),
  PUBLISH(Operation.CROSS_ACCOUNT, Act.PUBLISH, Place.HERE, Key.NONE),
  SHARE(Operation.CROSS_ACCOUNT, Act.SHARE, Place.HERE, Key.NONE),
  THEIR_COPY(Operation.CROSS_ACCOUNT, Act.COPY, Place.THEIRS, Key.NONE),
  THEIR_COPY_UNDER_THEIR_KEY(Operation.CROSS_ACCOUNT, Act.COPY, Place.THEIRS, Key.THEIRS),
  THEIR_COPY_UNDER_THE_OWNERS_AWS_RDS(
      Operation.CROSS_ACCOUNT, Act.COPY, Place.THEIRS, Key.AWS_MANAGED),

  RESTORE(Operation.RESTORE, Act.RESTORE, Place.HERE, Key.NONE),
  RESTORE_UNDER_ANOTHER_KEY(Operation.RESTORE, Act.RESTORE, Place.HERE, Key.ANOTHER),
  RESTORE_UNDER_A_KEY_FROM_ABROAD(Operation.RESTORE, Act.RESTORE, Place.HERE, Key.ABROAD),
  RESTORE_ABROAD(Operation.RESTORE, Act.RESTORE, Place.ABROAD, Key.NONE),
  THEIR_RESTORE(Operation.RESTORE, Act.RESTORE, Place.THEIRS, Key.NONE),
  THEIR_RESTORE_UNDER_THEIR_KEY(Operation.RESTORE, Act.RESTORE, Place.THEIRS, Key.THEIRS),

  DELETE_AUTOMATED(Operation.DELETE, Act.DELETE_AUTOMATED, Place.HERE, Key.NONE),
  THEIR_DELETE(Operation.DELETE, Act.DELETE_FOREIGN, Place.THEIRS, Key.NONE),
  DELETE_NAMING_NO_LAST_SNAPSHOT(Operation.DELETE, Act.DELETE_UNNAMED, Place.HERE, Key.NONE),
  DELETE_ALL(Operation.DELETE, Act.DELETE_ALL, Place.HERE, Key.NONE);

  /** What is called. */
  enum Act {
    CREATE,
    TAKE,
    COPY,
    COPY_BY_NAME,
    PUBLISH,
    SHARE,
    RESTORE,
    DELETE_AUTOMATED,
    DELETE_FOREIGN,
    DELETE_UNNAMED,
    DELETE_ALL
  }

  /** Who calls, and where: what is made is made there. */
  enum Place {
    HERE(RdsFixture.ACCOUNT, RdsFixture.FIRST),
    ABROAD(RdsFixture.ACCOUNT, RdsFixture.SECOND),
    THEIRS(SharingFixture.OTHER, RdsFixture.FIRST);

    private final Scope scope;

    Place(String account, String region) {
      scope = new Scope(account, region);
    }

    Scope scope() {
      return scope;
    }
  }

  private final Operation operation;
  private final Act act;
  private final Place place;
  private final Key key;

  Attempt(Operation operation, Act act, Place place, Key key) {
    this.operation = operation;
    this.act = act;
    this.place = place;
    this.key = key;
  }

  Operation operation() {
    return operation;
  }

  Act act() {
    return act;
  }

  Place place() {
    return place;
  }

  /** The key that the call names; none if it names none. */
  Key key() {
    return key;
  }

  /** Whether it makes a database, if it is not refused. */
  boolean makesDatabase() {
    return act == Act.CREATE || act == Act.RESTORE;
  }

  /** Whether it makes a database or a snapshot, if it is not refused. */
  boolean makes() {
    return makesDatabase() || act == Act.TAKE || act == Act.COPY || act == Act.COPY_BY_NAME;
  }

  static Stream<Attempt> of(Operation operation) {
    return Stream.of(values()).filter(attempt -> attempt.operation == operation);
  }
}
