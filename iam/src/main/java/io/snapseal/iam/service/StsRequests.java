package io.snapseal.iam.service;

import io.snapseal.iam.Admission;
import io.snapseal.model.Constraints;
import io.snapseal.model.Members;

/** What the requests of STS may hold: what AWS's service model allows, and what is acted upon. */
final class StsRequests {
  static final Constraints CONSTRAINTS = Constraints.read(StsRequests.class, "sts-constraints.txt");
  static final Members MEMBERS = Members.read(StsRequests.class, "sts-members.txt");

  /** Refuses what is not well formed, and what would be passed over. */
  static final Admission ADMISSION =
      new Admission(CONSTRAINTS, StsFaults::validation, MEMBERS, StsFaults::unsupported);

  private StsRequests() {}
}
