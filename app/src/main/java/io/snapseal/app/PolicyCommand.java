package io.snapseal.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code snapseal policy}: the policies that the main job needs, and no more, as JSON. */
@Command(
    name = "policy",
    description = "Prints the minimal policies, as JSON.",
    mixinStandardHelpOptions = true,
    subcommands = {PolicyCommand.Key.class, PolicyCommand.Role.class})
final class PolicyCommand implements Callable<Integer> {
  @Override
  public Integer call() {
    throw new UserError(
        "no policy is named", "Name one: snapseal policy key, or snapseal policy role.");
  }

  /** {@code snapseal policy key}: what the console's wizard makes. */
  @Command(
      name = "key",
      description = "A key policy with administrators and users, as AWS's console makes it.",
      mixinStandardHelpOptions = true)
  static final class Key implements Callable<Integer> {
    private static final Pattern ARN =
        Pattern.compile("arn:aws[a-z-]*:(?:iam|sts)::(\\d{12}):(?:root|(?:user|role)/.+)");

    @Option(
        names = "--administrator",
        paramLabel = "ARN",
        description = "A user or role who may look after the key, not use it (repeatable).")
    private List<String> administrators = new ArrayList<>();

    @Option(
        names = "--user",
        paramLabel = "ARN",
        description =
            "A user, role or account (arn:aws:iam::ID:root) who may use the key, and let RDS use"
                + " it (repeatable).")
    private List<String> users = new ArrayList<>();

    @Option(
        names = "--account",
        paramLabel = "ID",
        description = "The key's account (default: that of the administrators).")
    private @Nullable String account;

    @Mixin private OutputOption output = new OutputOption();

    @Override
    public Integer call() {
      Set<String> accounts =
          administrators.stream()
              .map(Key::accountOf)
              .collect(Collectors.toCollection(TreeSet::new));
      users.forEach(Key::accountOf);
      if (account != null && !account.matches("\\d{12}")) {
        throw new UserError("--account " + account + " is no account", "Give its twelve digits.");
      }
      if (account == null && accounts.size() != 1) {
        throw new UserError("the key's account is not known", "Give --account ID.");
      }
      String owner = account != null ? account : accounts.iterator().next();
      output.console().json(MinimalPolicies.ofKey(owner, administrators, users));
      return ExitCode.OK;
    }

    private static String accountOf(String arn) {
      Matcher matcher = ARN.matcher(arn);
      if (!matcher.matches()) {
        throw new UserError(
            arn + " is no user, role or account",
            "Give an ARN such as arn:aws:iam::123456789012:role/backup.");
      }
      return matcher.group(1);
    }
  }

  /** {@code snapseal policy role}: what who runs scan, seal and verify needs. */
  @Command(
      name = "role",
      description = "An identity policy for whoever runs scan, seal and verify.",
      mixinStandardHelpOptions = true)
  static final class Role implements Callable<Integer> {
    @Option(
        names = "--key",
        paramLabel = "ARN",
        required = true,
        description = "A key to seal under, of each region (repeatable).")
    private List<String> keys = new ArrayList<>();

    @Mixin private OutputOption output = new OutputOption();

    @Override
    public Integer call() {
      keys.stream()
          .filter(key -> !key.matches("arn:aws[a-z-]*:kms:[a-z0-9-]+:\\d{12}:key/.+"))
          .findFirst()
          .ifPresent(
              key -> {
                throw new UserError(
                    key + " is no key ARN",
                    "An alias cannot stand in a policy's Resource: aws kms describe-key --key-id "
                        + key
                        + " shows the ARN.");
              });
      output.console().json(MinimalPolicies.ofRole(keys));
      return ExitCode.OK;
    }
  }
}
