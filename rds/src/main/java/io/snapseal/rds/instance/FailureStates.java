package io.snapseal.rds.instance;

import io.snapseal.engine.EngineException;
import io.snapseal.rds.resource.Status;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.rds.model.DBInstanceStatusInfo;

/** What an instance shows of what keeps it from running (RDS user guide, "DB instance status"). */
final class FailureStates {
  private static final String NO_SPACE = "No space left on device";

  private FailureStates() {}

  /** {@code storage-full} if there is no space left, else {@code failed}. */
  static String status(Throwable failure) {
    return causes(failure).anyMatch(FailureStates::isNoSpace) ? Status.STORAGE_FULL : Status.FAILED;
  }

  /** The cause for a person, and what to do about it where that is known. */
  static String reason(Throwable failure) {
    if (failure instanceof EngineException engine) {
      return engine.getMessage() + engine.fix().map(fix -> ": " + fix).orElse("");
    }
    if (failure instanceof AwsServiceException service) {
      return Optional.ofNullable(service.awsErrorDetails())
          .map(details -> details.errorMessage())
          .orElse("a service refused: see the region's log");
    }
    return failure.getClass().getSimpleName() + ": see the region's log";
  }

  /** AWS shows a reason for read replicas only; here any instance that failed shows it. */
  static DBInstanceStatusInfo info(Throwable failure) {
    return DBInstanceStatusInfo.builder()
        .statusType("instance")
        .normal(false)
        .status(status(failure))
        .message(reason(failure))
        .build();
  }

  private static boolean isNoSpace(Throwable failure) {
    String message = failure.getMessage();
    return failure instanceof EngineException.StorageFull
        || (message != null && message.contains(NO_SPACE));
  }

  private static Stream<Throwable> causes(@Nullable Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause);
  }
}
