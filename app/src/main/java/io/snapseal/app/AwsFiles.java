package io.snapseal.app;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import software.amazon.awssdk.profiles.Profile;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.profiles.ProfileFileLocation;

/**
 * The files that AWS's own tools share (AWS SDKs and Tools Reference Guide, "Shared config and
 * credentials files"): {@code ~/.aws/config} and {@code ~/.aws/credentials}, or where {@code
 * AWS_CONFIG_FILE} and {@code AWS_SHARED_CREDENTIALS_FILE} say they are.
 */
final class AwsFiles {
  /** No profile at all: a private region does not depend on what somebody has set up for AWS. */
  static final ProfileFile NONE = ProfileFile.aggregator().build();

  private AwsFiles() {}

  /** Both files' profiles, of those files that are there. */
  static ProfileFile read() {
    ProfileFile.Aggregator both = ProfileFile.aggregator();
    ProfileFileLocation.credentialsFileLocation()
        .ifPresent(file -> both.addFile(read(file, ProfileFile.Type.CREDENTIALS)));
    ProfileFileLocation.configurationFileLocation()
        .ifPresent(file -> both.addFile(read(file, ProfileFile.Type.CONFIGURATION)));
    return both.build();
  }

  /** The SDK reads both files whatever it is to take from them: even for a private region. */
  static void requireWellFormed() {
    ProfileFile unused = read();
  }

  /**
   * One file's profiles.
   *
   * @throws UserError if it is not such a file; nothing of its content is repeated
   */
  static ProfileFile read(Path file, ProfileFile.Type type) {
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      throw new UserError(
          file + " cannot be read", "Make it a file that this user can read, or remove it.");
    }
    try {
      return ProfileFile.builder().content(file).type(type).build();
    } catch (IllegalArgumentException | IllegalStateException | UncheckedIOException e) {
      throw new UserError(
          file
              + " is not an AWS "
              + (type == ProfileFile.Type.CREDENTIALS ? "credentials" : "config")
              + " file"
              + line(e),
          "Correct it: sections such as [default], and lines such as region = us-east-1.");
    }
  }

  /** Where the trouble is, if the parser tells: its message also holds what it has read. */
  private static String line(RuntimeException e) {
    String message = String.valueOf(e.getMessage());
    return message.matches("(?s).*on line \\d+.*")
        ? ": see line " + message.replaceAll("(?s).*on line (\\d+).*", "$1")
        : "";
  }

  /** The profile of that name. */
  static Profile profile(ProfileFile files, String name) {
    return files
        .profile(name)
        .orElseThrow(
            () ->
                new UserError(
                    "there is no profile " + name + " in the AWS files",
                    "Name one that `aws configure list-profiles` shows."));
  }
}
