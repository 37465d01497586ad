package io.snapseal.iam.directory;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The ARN of an IAM entity (IAM user guide, "IAM ARNs"): {@code
 * arn:aws:iam::111122223333:user/path/name}.
 *
 * @param account twelve digits, or {@code aws} for what AWS manages
 * @param kind {@code user}, {@code group}, {@code role} or {@code policy}
 * @param path begins and ends with a slash
 */
public record EntityArn(String account, String kind, String path, String name) {
  private static final Pattern FORM =
      Pattern.compile("arn:aws:iam::(\\d{12}|aws):(user|group|role|policy)(/(?:[!-~]+/)?)([^/]+)");

  /** Reads an ARN; empty if it is not one of an IAM entity. */
  public static Optional<EntityArn> parse(String arn) {
    Matcher form = FORM.matcher(arn);
    return form.matches()
        ? Optional.of(new EntityArn(form.group(1), form.group(2), form.group(3), form.group(4)))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return "arn:aws:iam::" + account + ":" + kind + path + name;
  }
}
