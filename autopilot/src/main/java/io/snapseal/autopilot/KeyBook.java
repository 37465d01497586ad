package io.snapseal.autopilot;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

/** The keys met with in one run: each asked about once, however many snapshots are under it. */
final class KeyBook {
  private final Keys keys;
  private final Patience patience;
  private final Map<String, KeyAnswer> answers = new HashMap<>();

  KeyBook(Keys keys, Patience patience) {
    this.keys = keys;
    this.patience = patience;
  }

  /** The key that RDS reports for a snapshot; null if it reports none. */
  @Nullable KeyAnswer of(String region, DBSnapshot snapshot) throws InterruptedException {
    String reported = snapshot.kmsKeyId();
    return reported == null || reported.isEmpty() ? null : of(region, reported);
  }

  /** Notes the resolved ARN of a snapshot's key in a map as {@link Observed#keyArns} wants it. */
  void resolve(String region, @Nullable DBSnapshot snapshot, Map<String, String> arns)
      throws InterruptedException {
    KeyAnswer answer = snapshot == null ? null : of(region, snapshot);
    if (snapshot != null && answer != null && answer.arn() != null) {
      arns.put(Observed.keyName(region, snapshot.kmsKeyId()), answer.arn());
    }
  }

  private KeyAnswer of(String region, String reported) throws InterruptedException {
    String name = Observed.keyName(region, reported);
    KeyAnswer known = answers.get(name);
    if (known == null) {
      known = ask(region, reported);
      answers.put(name, known);
    }
    return known;
  }

  /** Where KMS will not say, RDS's word counts if it is the ARN of a key and no alias. */
  private KeyAnswer ask(String region, String reported) throws InterruptedException {
    try {
      return patience.with(() -> keys.ask(region, reported));
    } catch (SdkException e) {
      String arn = reported.startsWith("arn:") && reported.contains(":key/") ? reported : null;
      return new KeyAnswer(arn, true, Errors.of(e));
    }
  }
}
