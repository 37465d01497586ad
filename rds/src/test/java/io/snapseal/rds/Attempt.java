package io.snapseal.rds;

import io.snapseal.rds.Surface.KeyRole;
import io.snapseal.rds.Surface.Operation;
import io.snapseal.state.Scope;
import java.util.stream.Stream;

/** The calls that make up an operation; every one is made on every row, whatever is expected. */
enum Attempt {
  DATABASE(Operation.CREATE, Act.CREATE, Place.HERE, KeyRole.NONE),
  DATABASE_UNDER_A_KEY_FROM_ABROAD(Operation.CREATE, Act.CREATE, Place.HERE, KeyRole.ABROAD),
  SNAPSHOT(Operation.CREATE, Act.TAKE, Place.HERE, KeyRole.NONE),

  COPY(Operation.COPY, Act.COPY, Place.HERE, KeyRole.NONE),

  COPY_UNDER_ANOTHER_KEY(Operation.COPY_WITH_KEY, Act.COPY, Place.HERE, KeyRole.ANOTHER),
  COPY_UNDER_AWS_RDS(Operation.COPY_WITH_KEY, Act.COPY, Place.HERE, KeyRole.AWS_MANAGED),
  COPY_UNDER_A_KEY_FROM_ABROAD(Operation.COPY_WITH_KEY, Act.COPY, Place.HERE, KeyRole.ABROAD),

  COPY_ABROAD(Operation.CROSS_REGION, Act.COPY, Place.ABROAD, KeyRole.NONE),
  COPY_ABROAD_UNDER_A_KEY_THERE(Operation.CROSS_REGION, Act.COPY, Place.ABROAD, KeyRole.ABROAD),
  COPY_ABROAD_UNDER_A_KEY_FROM_HERE(
      Operation.CROSS_REGION, Act.COPY, Place.ABROAD, KeyRole.ANOTHER),
  COPY_ABROAD_BY_NAME(Operation.CROSS_REGION, Act.COPY_BY_NAME, Place.ABROAD, KeyRole.ABROAD),

  COPY_UNSHARED(Operation.CROSS_ACCOUNT, Act.COPY, Place.THEIRS, KeyRole.THEIRS),
  PUBLISH(Operation.CROSS_ACCOUNT, Act.PUBLISH, Place.HERE, KeyRole.NONE),
  SHARE(Operation.CROSS_ACCOUNT, Act.SHARE, Place.HERE, KeyRole.NONE),
  THEIR_COPY(Operation.CROSS_ACCOUNT, Act.COPY, Place.THEIRS, KeyRole.NONE),
  THEIR_COPY_UNDER_THEIR_KEY(Operation.CROSS_ACCOUNT, Act.COPY, Place.THEIRS, KeyRole.THEIRS),
  THEIR_COPY_UNDER_OWNERS_AWS_RDS(
      Operation.CROSS_ACCOUNT, Act.COPY, Place.THEIRS, KeyRole.AWS_MANAGED),

  RESTORE(Operation.RESTORE, Act.RESTORE, Place.HERE, KeyRole.NONE),
  RESTORE_UNDER_ANOTHER_KEY(Operation.RESTORE, Act.RESTORE, Place.HERE, KeyRole.ANOTHER),
  RESTORE_UNDER_A_KEY_FROM_ABROAD(Operation.RESTORE, Act.RESTORE, Place.HERE, KeyRole.ABROAD),
  RESTORE_ABROAD(Operation.RESTORE, Act.RESTORE, Place.ABROAD, KeyRole.NONE),
  THEIR_RESTORE(Operation.RESTORE, Act.RESTORE, Place.THEIRS, KeyRole.NONE),
  THEIR_RESTORE_UNDER_THEIR_KEY(Operation.RESTORE, Act.RESTORE, Place.THEIRS, KeyRole.THEIRS),

  DELETE_AUTOMATED(Operation.DELETE, Act.DELETE_AUTOMATED, Place.HERE, KeyRole.NONE),
  THEIR_DELETE(Operation.DELETE, Act.DELETE_FOREIGN, Place.THEIRS, KeyRole.NONE),
  DELETE_NAMING_NO_LAST_SNAPSHOT(Operation.DELETE, Act.DELETE_UNNAMED, Place.HERE, KeyRole.NONE),
  DELETE_ALL(Operation.DELETE, Act.DELETE_ALL, Place.HERE, KeyRole.NONE);

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

    private final String account;
    private final String region;

    Place(String account, String region) {
      this.account = account;
      this.region = region;
    }

    Scope scope() {
      return new Scope(account, region);
    }
  }

  private final Operation operation;
  private final Act act;
  private final Place place;
  private final KeyRole key;

  Attempt(Operation operation, Act act, Place place, KeyRole key) {
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
  KeyRole key() {
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
