package io.snapseal.iam;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapseal.iam.Permission.Need;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorizerTest {
  private static final Caller ROOT = Caller.root("123456789012", "us-east-1", "r");

  private final Authorizer authorizer =
      new Authorizer(Identities.NONE, Clock.systemUTC(), Trail.NONE);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*",
        "arn:aws:kms:us-east-1:123456789012:key/1",
        "arn:aws:rds:us-east-1:123456789012:snapshot:a:b",
        "arn:aws:rds:us-east-1:123456789012:snapshot:*",
        "arn:aws:s3:::bucket"
      })
  void rootMayActOnWhatIsItsAccounts(String resource) {
    assertThat(authorizer.decide(ROOT, new Need("kms:Encrypt", resource)).denial()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "arn:aws:kms:us-east-1:999999999999:key/1",
        "arn:aws:rds:us-east-1:999999999999:snapshot:123456789012",
        "arn:aws:rds:eu-west-1:999999999999:snapshot:arn:aws:rds:us-east-1:123456789012:a",
        "arn:aws:rds:us-east-1:*:snapshot:a",
        "arn:aws:rds:us-east-1:1234567890123:snapshot:a",
        "arn:aws:rds:us-east-1: 123456789012:snapshot:a",
        "arn:aws:rds:us-east-1:999999999999"
      })
  void rootMayNotActOnWhatIsNot(String resource) {
    assertThat(authorizer.decide(ROOT, new Need("kms:Encrypt", resource)).denial()).isPresent();
  }

  @Test
  void theDenialNamesTheSideThatAllowsNothing() {
    assertThat(
            authorizer
                .decide(ROOT, new Need("kms:Encrypt", "arn:aws:kms:us-east-1:999999999999:key/1"))
                .denial())
        .hasValue(
            "User: arn:aws:iam::123456789012:root is not authorized to perform: kms:Encrypt on"
                + " resource: arn:aws:kms:us-east-1:999999999999:key/1 because no resource-based"
                + " policy allows the kms:Encrypt action");
  }
}
