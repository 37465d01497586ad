package io.snapseal.kms;

import io.snapseal.state.Row;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import software.amazon.awssdk.services.kms.model.KeyManagerType;
import software.amazon.awssdk.services.kms.model.KeyMetadata;

/**
 * When a key's material is replaced without anybody asking (KMS developer guide, "Rotate AWS KMS
 * keys").
 *
 * @param periodDays the days between rotations, 90 to 2560
 * @param next when it is due next, epoch milliseconds
 */
record RotationPlan(int periodDays, long next) {
  /** The period if none is given, and that of AWS managed keys. */
  static final int YEAR = 365;

  /** A plan whose first rotation is a period from now. */
  static RotationPlan from(Instant start, int periodDays) {
    return new RotationPlan(periodDays, start.plus(periodDays, ChronoUnit.DAYS).toEpochMilli());
  }

  /** The plan of a key; AWS managed keys have one without being asked. */
  static Optional<RotationPlan> of(Row<KeyMetadata, KeyInternals> key) {
    Optional<RotationPlan> kept = Optional.ofNullable(key.internal().rotation());
    return kept.isEmpty() && key.shown().keyManager() == KeyManagerType.AWS
        ? Optional.of(from(key.shown().creationDate(), YEAR))
        : kept;
  }

  Instant nextDate() {
    return Instant.ofEpochMilli(next);
  }

  /** The plan after a rotation: on schedule, unless the schedule was missed by a period or more. */
  RotationPlan after(Instant rotation) {
    RotationPlan onSchedule = from(nextDate(), periodDays);
    return onSchedule.nextDate().isAfter(rotation) ? onSchedule : from(rotation, periodDays);
  }
}
