package io.snapseal.autopilot.act;

/**
 * One step of sealing and how long it took.
 *
 * @param step its name, as in {@link ProgressListener.Event}
 * @param seconds how long it took, at the precision of looking; 0 in a dry run
 * @param detail what was made or found
 */
public record StepReport(String step, double seconds, String detail) {}
