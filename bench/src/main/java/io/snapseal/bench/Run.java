package io.snapseal.bench;

/**
 * How a program ran.
 *
 * @param seconds from before it was started until it had ended
 * @param cpuSeconds of it and of the processes it waited for
 * @param output its standard output and error
 */
record Run(double seconds, double cpuSeconds, String output) {}
