package io.snapseal.blockstore.v1;

import io.snapseal.blockstore.DamagedException;
import io.snapseal.blockstore.VerifyReport;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a verification found, each thing once, not more than a report holds. Used by many threads.
 */
final class Problems {
  private final Set<VerifyReport.Problem> found = new LinkedHashSet<>();

  synchronized void add(DamagedException e) {
    if (found.size() < VerifyReport.MAX_PROBLEMS) {
      found.add(new VerifyReport.Problem(e.object(), String.valueOf(e.getMessage())));
    }
  }

  synchronized List<VerifyReport.Problem> list() {
    return List.copyOf(found);
  }
}
