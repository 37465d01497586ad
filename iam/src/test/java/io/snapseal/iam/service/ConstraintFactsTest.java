package io.snapseal.iam.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapseal.model.ConstraintFacts;
import io.snapseal.model.Constraints;
import io.snapseal.model.Members;
import io.snapseal.model.ServiceModel;
import org.junit.jupiter.api.Test;

/** The rows say what the service models of an installed AWS CLI say. Without one: skipped. */
class ConstraintFactsTest {
  @Test
  void ofIam() {
    compare("iam", "2010-05-08", IamRequests.CONSTRAINTS, IamRequests.MEMBERS);
  }

  @Test
  void ofSts() {
    compare("sts", "2011-06-15", StsRequests.CONSTRAINTS, StsRequests.MEMBERS);
  }

  private static void compare(
      String service, String version, Constraints constraints, Members members) {
    ConstraintFacts facts =
        new ConstraintFacts(ServiceModel.installed(service, version), constraints);
    assertThat(members.operations()).isNotEmpty();
    members.operations().forEach(operation -> facts.compare(operation, members.of(operation)));
    facts.noRowIsForNothing();
  }
}
