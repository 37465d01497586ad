package io.snapseal.kms;

import io.snapseal.model.ConstraintFacts;
import io.snapseal.model.ServiceModel;
import org.junit.jupiter.api.Test;

/** The rows say what the service model of an installed AWS CLI says. Without one: skipped. */
class ConstraintFactsTest {
  @Test
  void everyMemberThatIsActedUponHasTheModelsConstraint() {
    ConstraintFacts facts =
        new ConstraintFacts(
            ServiceModel.installed("kms", "2014-11-01"), RequestMembers.CONSTRAINTS);
    RequestMembers.HANDLED
        .operations()
        .forEach(operation -> facts.compare(operation, RequestMembers.HANDLED.of(operation)));
    facts.noRowIsForNothing();
  }
}
