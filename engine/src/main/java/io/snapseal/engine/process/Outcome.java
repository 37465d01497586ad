package io.snapseal.engine.process;

/**
 * How a program ended.
 *
 * @param exitCode 0 for success; 128 + signal number after a signal
 * @param output the last 16 KiB of its standard output and standard error
 */
public record Outcome(int exitCode, String output) {

  public boolean succeeded() {
    return exitCode == 0;
  }
}
