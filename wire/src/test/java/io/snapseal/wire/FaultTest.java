package io.snapseal.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kms.model.NotFoundException;
import software.amazon.awssdk.services.organizations.model.ConstraintViolationException;

/** Errors of some services say more than a code and a message. */
class FaultTest {
  private static final Fault FAULT = new Fault("Code", "message", 400);

  @Test
  void hasTheMembersThatTheModelGivesIt() {
    Fault reasoned =
        FAULT.of(ConstraintViolationException.builder().reason("OU_DEPTH_LIMIT_EXCEEDED").build());

    assertThat(reasoned.members()).containsExactly(entry("Reason", "OU_DEPTH_LIMIT_EXCEEDED"));
    assertThat(Dispatchers.text(new JsonCodec().fault(reasoned, "", "id")))
        .isEqualTo(
            "{\"__type\":\"Code\",\"message\":\"message\",\"Reason\":\"OU_DEPTH_LIMIT_EXCEEDED\"}");
    assertThat(FAULT.of(NotFoundException.builder().build()).members()).isEmpty();
  }
}
