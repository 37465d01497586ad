package io.snapseal.autopilot.prove;

import io.snapseal.autopilot.act.Job;
import io.snapseal.autopilot.act.RestoreCheck;
import io.snapseal.autopilot.aws.AwsFault;
import io.snapseal.autopilot.aws.Condition;
import io.snapseal.autopilot.aws.Failure;
import io.snapseal.autopilot.aws.KeyAnswer;
import io.snapseal.autopilot.aws.OwnFault;
import io.snapseal.autopilot.decide.Observed;
import io.snapseal.autopilot.find.Lineage;
import io.snapseal.autopilot.find.Snapshot;
import io.snapseal.autopilot.find.Tags;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The checks of one snapshot in one run of {@code verify}. */
public final class Checks {
  private final String id;
  private final List<VerifyReport.Check> made = new ArrayList<>();
  private @Nullable String arn;
  private @Nullable String keyArn;

  Checks(String id) {
    this.id = id;
  }

  @Nullable String keyArn() {
    return keyArn;
  }

  boolean passed() {
    return made.stream().allMatch(VerifyReport.Check::passed);
  }

  void cancelled() {
    failed("exists", OwnFault.CANCELLED.saying("before it was looked at"));
  }

  void missing(@Nullable Failure why) {
    failed("exists", why == null ? AwsFault.SNAPSHOT_GONE.saying(id) : why);
  }

  void examine(Snapshot snapshot, @Nullable KeyAnswer key, @Nullable KeyAnswer expected) {
    arn = snapshot.arn();
    keyArn = key == null ? null : key.arn();
    passed("exists", snapshot.arn());
    check(
        "available",
        snapshot.condition() == Condition.AVAILABLE,
        "status " + snapshot.status(),
        OwnFault.SOURCE_UNUSABLE);
    check(
        "encrypted",
        snapshot.encrypted(),
        "encrypted: " + snapshot.encrypted(),
        OwnFault.NOT_UNDER_KEY);
    examine(key);
    examine(key, expected);
    examineLineage(snapshot);
  }

  VerifyReport.Snapshot report(@Nullable Job restore) {
    List<String> left = List.of();
    if (restore != null) {
      RestoreCheck.Verdict verdict = restore.verdict();
      Failure failure = restore.failure();
      boolean good = failure == null && verdict != null && verdict.passed();
      String detail = verdict == null ? String.valueOf(failure) : verdict.detail();
      made.add(new VerifyReport.Check("restore", good, detail, failure));
      Observed seen = restore.last();
      left = seen == null ? left : seen.left(restore.goal());
    }
    return new VerifyReport.Snapshot(id, arn, keyArn, made, left);
  }

  private void examine(@Nullable KeyAnswer key) {
    if (key == null) {
      failed("key", OwnFault.NOT_UNDER_KEY.saying(id + " has no KMS key"));
    } else if (key.unusable() != null) {
      failed("key", key.unusable());
    } else {
      check(
          "key",
          key.customerManaged(),
          key.arn() + (key.customerManaged() ? " is customer managed and enabled" : ""),
          OwnFault.KEY_NOT_CUSTOMER_MANAGED);
    }
  }

  private void examine(@Nullable KeyAnswer key, @Nullable KeyAnswer expected) {
    if (expected == null) {
      return;
    }
    if (expected.unusable() != null) {
      failed("expected-key", expected.unusable());
      return;
    }
    boolean same = key != null && key.arn() != null && key.arn().equals(expected.arn());
    check("expected-key", same, "expected " + expected.arn(), OwnFault.NOT_UNDER_KEY);
  }

  /** Only of what says that Snapseal made it: everybody else's needs no lineage. */
  private void examineLineage(Snapshot snapshot) {
    Lineage told = Tags.read(snapshot.tags());
    if (told == null || Tags.sealedFrom(snapshot) == null) {
      return;
    }
    boolean fits = told.keyArn().equals(keyArn);
    check("lineage", fits, "made from " + told.sourceArn(), OwnFault.LINEAGE_BROKEN);
  }

  private void check(String name, boolean holds, String detail, OwnFault otherwise) {
    if (holds) {
      passed(name, detail);
    } else {
      failed(name, otherwise.saying(id + ": " + detail));
    }
  }

  private void passed(String name, String detail) {
    made.add(new VerifyReport.Check(name, true, detail, null));
  }

  private void failed(String name, Failure why) {
    made.add(new VerifyReport.Check(name, false, why.message(), why));
  }
}
