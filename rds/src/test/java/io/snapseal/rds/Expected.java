package io.snapseal.rds;

import io.snapseal.rds.Surface.Encryption;
import io.snapseal.rds.Surface.KeyRole;
import io.snapseal.rds.Surface.Row;
import org.jspecify.annotations.Nullable;

/**
 * What a call must come to, written from AWS's words and not from the code: the RDS API reference
 * ({@code CopyDBSnapshot}, {@code CopyDBClusterSnapshot}, {@code RestoreDBClusterFromSnapshot},
 * "KmsKeyId"), and the user guides' "Copying", "Sharing" and "Encrypting" pages. Of an AWS owned
 * key they say little: what holds for {@code aws/rds} holds for it.
 *
 * @param code AWS's if the call is refused; {@link #OK} if it is done
 * @param key what is made is under, if something is made
 */
record Expected(String code, @Nullable KeyRole key) {
  static final String OK = "";

  /** The call cannot even be said: its request has no such member, or there is nothing of it. */
  static final Expected UNSAYABLE = new Expected("cannot be said", null);

  /** It is done, and makes nothing. */
  static final Expected DONE = new Expected(OK, null);

  private static final String COMBINATION = "InvalidParameterCombination";

  static Expected of(Row row, Attempt attempt) {
    return new Rules(row.engine().cluster(), row.encryption()).of(attempt);
  }

  private static Expected under(KeyRole key) {
    return new Expected(OK, key);
  }

  private static Expected refused(String code) {
    return new Expected(code, null);
  }

  /** The rules for one way of encryption, of instances or of clusters. */
  private record Rules(boolean cluster, Encryption encryption) {
    Expected of(Attempt attempt) {
      return switch (attempt) {
        case DATABASE, SNAPSHOT, COPY, RESTORE -> under(own());
        case DATABASE_UNDER_A_KEY_FROM_ABROAD ->
            plain() ? refused(COMBINATION) : refused("KMSKeyNotAccessibleFault");
        case COPY_UNDER_ANOTHER_KEY, COPY_UNDER_AWS_RDS, COPY_ABROAD_UNDER_A_KEY_THERE ->
            copied(attempt.key());
        case COPY_UNDER_A_KEY_FROM_ABROAD, COPY_ABROAD_UNDER_A_KEY_FROM_HERE -> copied(null);
        case COPY_ABROAD ->
            own().seen() ? refused("InvalidParameterValue") : under(own()); // must name a new key
        case COPY_ABROAD_BY_NAME, COPY_UNSHARED, RESTORE_ABROAD -> notFound();
        case PUBLISH -> plain() ? DONE : state();
        case SHARE -> sharable() ? DONE : state();
        case THEIR_COPY -> ofShared(own().seen() ? refused("InvalidParameterValue") : under(own()));
        case THEIR_COPY_UNDER_THEIR_KEY -> ofShared(copied(KeyRole.THEIRS));
        case THEIR_COPY_UNDER_OWNERS_AWS_RDS -> ofShared(copied(null));
        case RESTORE_UNDER_ANOTHER_KEY -> ofCluster(under(KeyRole.ANOTHER));
        case RESTORE_UNDER_A_KEY_FROM_ABROAD -> ofCluster(refused("KMSKeyNotAccessibleFault"));
        // "You must copy the shared encrypted DB snapshot": of Aurora's, AWS says no such thing
        case THEIR_RESTORE -> ofShared(cluster || plain() ? under(own()) : refused(COMBINATION));
        case THEIR_RESTORE_UNDER_THEIR_KEY -> ofCluster(ofShared(under(KeyRole.THEIRS)));
        case DELETE_AUTOMATED -> cluster ? UNSAYABLE : state();
        case THEIR_DELETE -> refused("AccessDenied");
        case DELETE_NAMING_NO_LAST_SNAPSHOT -> refused(COMBINATION);
        case DELETE_ALL -> DONE;
      };
    }

    private KeyRole own() {
      return encryption.key();
    }

    private boolean plain() {
      return encryption == Encryption.NONE;
    }

    /** Under a key of its owner, or under none. */
    private boolean sharable() {
      return plain() || encryption == Encryption.CUSTOMER;
    }

    /** A copy that names a key, or one that is not to be had; a cluster's may only change keys. */
    private Expected copied(@Nullable KeyRole key) {
      if (cluster && !own().seen()) {
        return refused(COMBINATION);
      }
      return key == null ? refused("KMSKeyNotAccessibleFault") : under(key);
    }

    private Expected ofShared(Expected expected) {
      return sharable() ? expected : notFound();
    }

    /** RestoreDBInstanceFromDBSnapshot has no KmsKeyId. */
    private Expected ofCluster(Expected expected) {
      return cluster ? expected : UNSAYABLE;
    }

    private Expected notFound() {
      return refused(cluster ? "DBClusterSnapshotNotFoundFault" : "DBSnapshotNotFound");
    }

    private Expected state() {
      return refused(cluster ? "InvalidDBClusterSnapshotStateFault" : "InvalidDBSnapshotState");
    }
  }
}
