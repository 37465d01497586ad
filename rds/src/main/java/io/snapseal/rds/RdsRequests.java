package io.snapseal.rds;

import io.snapseal.model.Members;
import io.snapseal.model.RowFile;
import io.snapseal.rds.resource.RdsFaults;
import java.util.Optional;
import software.amazon.awssdk.awscore.AwsRequest;

/** What RDS's requests may hold: what is acted upon, and what promises nothing. */
final class RdsRequests {
  static final Members MEMBERS = Members.read(RdsRequests.class, "members.txt");
  static final Offers OFFERS = Offers.parse(RowFile.text(RdsRequests.class, "offers.txt"));

  private RdsRequests() {}

  /** Refuses what would be passed over though the caller may count on it. */
  static void admit(AwsRequest request) {
    String operation = Members.operation(request);
    for (String member : Members.given(request)) {
      Optional<Offers.Offer> offer = OFFERS.of(operation, member);
      if (offer.isEmpty() && !MEMBERS.of(operation).contains(member)) {
        throw RdsFaults.invalidCombination(member + " is not supported in this region.");
      }
      if (offer.isPresent()
          && !offer.get().accepts(request.getValueForField(member, Object.class).orElseThrow())) {
        throw RdsFaults.invalidCombination(
            "A private region %s. %s cannot be given%s."
                .formatted(
                    offer.get().instead(),
                    member,
                    offer.get().harmless().isPresent() ? " that value" : ""));
      }
    }
  }
}
