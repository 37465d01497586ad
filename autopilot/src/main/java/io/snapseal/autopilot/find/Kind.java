package io.snapseal.autopilot.find;

/** What a snapshot is of, and what a database is: RDS has an API of its own for each. */
public enum Kind {
  /** A DB instance; its snapshots are DB snapshots. */
  INSTANCE(":snapshot:", 255),
  /** A DB cluster, such as Aurora's; its snapshots are DB cluster snapshots. */
  CLUSTER(":cluster-snapshot:", 63);

  private final String inArn;
  private final int longestName;

  Kind(String inArn, int longestName) {
    this.inArn = inArn;
    this.longestName = longestName;
  }

  /** What stands before the identifier in a snapshot's ARN (Amazon RDS User Guide, "ARNs"). */
  public String inArn() {
    return inArn;
  }

  /**
   * How long a snapshot's identifier may be (RDS API Reference, CopyDBSnapshot and
   * CreateDBClusterSnapshot).
   */
  public int longestName() {
    return longestName;
  }

  /** Of which kind a snapshot of this ARN is: whatever is not of a cluster is of an instance. */
  public static Kind ofArn(String arn) {
    return arn.contains(CLUSTER.inArn) ? CLUSTER : INSTANCE;
  }
}
