package io.snapseal.blockstore;

import java.util.List;

/**
 * What {@link BlockStore#verify} found.
 *
 * @param snapshotId the snapshot that was read
 * @param pagesChecked pages whose digest was compared
 * @param framesChecked frames that were opened
 * @param problems what is wrong, at most {@value #MAX_PROBLEMS}; none means that a restore of these
 *     bytes gives what was backed up
 */
public record VerifyReport(
    String snapshotId, long pagesChecked, long framesChecked, List<Problem> problems) {
  /** How many problems are kept; a lost disk need not list every frame. */
  public static final int MAX_PROBLEMS = 1000;

  /** Copies the list. */
  public VerifyReport {
    problems = List.copyOf(problems);
  }

  /** Whether nothing is wrong. */
  public boolean intact() {
    return problems.isEmpty();
  }

  /**
   * One thing that is wrong.
   *
   * @param object the damaged object's name in the storage
   * @param description a sentence that names it
   */
  public record Problem(String object, String description) {}
}
