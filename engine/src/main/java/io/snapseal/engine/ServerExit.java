package io.snapseal.engine;

/**
 * How a server ended.
 *
 * @param exitCode what the operating system reported; 128 + signal number after a signal
 * @param requested whether {@link DatabaseServer#stop()} had been called
 */
public record ServerExit(int exitCode, boolean requested) {}
