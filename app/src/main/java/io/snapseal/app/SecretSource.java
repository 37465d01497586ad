package io.snapseal.app;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a passphrase or PIN comes from: a file for its owner only, an environment variable, or
 * whoever sits at the terminal. Never the command line, which every user of a machine can see.
 *
 * @param what it is, for a person
 * @param variable the environment variable
 * @param option the option that names the file
 * @param file the file, if it was named
 */
record SecretSource(String what, String variable, String option, @Nullable Path file) {
  private static final long LARGEST = 4096;

  /** Whether it comes without asking. */
  boolean isGiven(Map<String, String> environment) {
    return file != null || !environment.getOrDefault(variable, "").isEmpty();
  }

  /**
   * The secret, for the caller to wipe.
   *
   * @param twice whether to ask twice: for a new one
   * @throws UserError if there is none
   */
  char[] read(Map<String, String> environment, boolean twice) {
    if (file != null) {
      return ofFile(file);
    }
    String value = environment.getOrDefault(variable, "");
    return value.isEmpty() ? asked(twice) : value.toCharArray();
  }

  private char[] ofFile(Path named) {
    try {
      String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(named));
      if (!mode.endsWith("------")) {
        throw new UserError(
            named + " holds " + what + " and has mode " + mode + ": others may read it",
            "Run: chmod 600 " + named);
      }
      if (Files.size(named) > LARGEST) {
        throw new UserError(named + " is too large to hold " + what, "Name another file.");
      }
      return firstLine(Files.readAllBytes(named));
    } catch (IOException e) {
      throw new UserError(
          named + " cannot be read: " + e.getClass().getSimpleName(),
          "Correct " + option + ": a file of mode 0600 with " + what + " in its first line.");
    }
  }

  private static char[] firstLine(byte[] bytes) {
    CharBuffer text = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(bytes));
    Arrays.fill(bytes, (byte) 0);
    int length = 0;
    while (length < text.length() && text.charAt(length) != '\n' && text.charAt(length) != '\r') {
      length++;
    }
    char[] line = new char[length];
    text.get(line);
    return line;
  }

  private char[] asked(boolean twice) {
    java.io.Console console = OutputOption.onTerminal() ? System.console() : null;
    char[] answer = console == null ? null : console.readPassword("%s: ", sentence());
    if (console == null || answer == null) {
      throw new UserError(
          what + " is not given, and there is no terminal to ask at",
          "Set " + variable + ", or name a file of mode 0600 with " + option + ".");
    }
    if (twice) {
      char[] again = console.readPassword("%s, again: ", sentence());
      boolean same = again != null && Arrays.equals(answer, again);
      if (again != null) {
        Arrays.fill(again, '\0');
      }
      if (!same) {
        Arrays.fill(answer, '\0');
        throw new UserError("the two are not the same", "Run it again.");
      }
    }
    return answer;
  }

  private String sentence() {
    return Character.toUpperCase(what.charAt(0)) + what.substring(1);
  }
}
