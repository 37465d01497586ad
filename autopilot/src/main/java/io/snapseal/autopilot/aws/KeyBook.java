package io.snapseal.autopilot.aws;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;

/** The keys met with in one run: each asked about once, however many snapshots are under it. */
public final class KeyBook {
  private final Keys keys;
  private final Patience patience;
  private final Map<String, KeyAnswer> answers = new HashMap<>();

  public KeyBook(Keys keys, Patience patience) {
    this.keys = keys;
    this.patience = patience;
  }

  /** The key that RDS reports for something; null if it reports none. */
  public @Nullable KeyAnswer of(String region, @Nullable String reported)
      throws InterruptedException {
    return reported == null || reported.isEmpty() ? null : answer(region, reported);
  }

  /** How a key as reported in a region is named where what it resolves to is kept. */
  public static String name(String region, String reported) {
    return region + " " + reported;
  }

  /** Notes the resolved ARN of a reported key, by its {@link #name}. */
  public void resolve(String region, @Nullable String reported, Map<String, String> arns)
      throws InterruptedException {
    KeyAnswer answer = of(region, reported);
    if (reported != null && answer != null && answer.arn() != null) {
      arns.put(name(region, reported), answer.arn());
    }
  }

  private KeyAnswer answer(String region, String reported) throws InterruptedException {
    String name = name(region, reported);
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
