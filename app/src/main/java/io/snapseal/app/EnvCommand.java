package io.snapseal.app;

import io.snapseal.iam.AccessKey;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code snapseal env}: what a shell needs to reach the region with AWS's own tools. */
@Command(
    name = "env",
    description = "Prints the environment for AWS's own tools: eval \"$(snapseal env)\".",
    mixinStandardHelpOptions = true)
final class EnvCommand implements Callable<Integer> {
  /**
   * AWS CLI 1 goes to Amazon for RDS in us-east-1 whatever AWS_ENDPOINT_URL says, unless the
   * endpoint is an option; an --endpoint-url that the user gives comes later and wins.
   */
  private static final String AWS_FUNCTION =
      """
      aws() { command aws --endpoint-url "$AWS_ENDPOINT_URL" "$@"; }
      [ -z "${BASH_VERSION:-}" ] || export -f aws\
      """;

  @Option(
      names = "--home",
      paramLabel = "DIR",
      description = "The private region's directory (default: ~/.snapseal).")
  private @Nullable Path home;

  @Override
  public Integer call() {
    Home directory = Home.at(home == null ? Home.usual() : home);
    ServerFile server = ServerFile.read(directory);
    AccessKey key = Credentials.read(directory.credentials());
    export("AWS_ENDPOINT_URL", server.endpoint().toString());
    export("AWS_ACCESS_KEY_ID", key.id());
    export("AWS_SECRET_ACCESS_KEY", key.secret().reveal());
    export("AWS_REGION", server.regions().get(0));
    export("AWS_DEFAULT_REGION", server.regions().get(0));
    System.out.println("unset AWS_SESSION_TOKEN AWS_PROFILE");
    System.out.println(AWS_FUNCTION);
    return ExitCode.OK;
  }

  private static void export(String name, String value) {
    System.out.println("export " + name + "='" + value.replace("'", "'\\''") + "'");
  }
}
