package io.snapseal.iam.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Conditions (IAM user guide, "IAM JSON policy elements: Condition operators", "Conditions with
 * multiple context keys or values", "Variables and tags").
 */
class ConditionTest {
  /**
   * The values of {@code aws:x} in the request stand between bars; {@code -} is a request without
   * that key.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "'StringEquals':{'aws:x':'a'}; a; true",
        "'StringEquals':{'aws:X':'a'}; a; true",
        "'StringEquals':{'aws:x':'a'}; A; false",
        "'StringEquals':{'aws:x':'a*'}; ab; false",
        "'StringEquals':{'aws:x':['b','a']}; a; true",
        "'StringEquals':{'aws:x':'a'}; -; false",
        "'StringEqualsIfExists':{'aws:x':'a'}; -; true",
        "'StringEqualsIfExists':{'aws:x':'a'}; b; false",
        "'StringNotEquals':{'aws:x':'a'}; -; true",
        "'StringNotEquals':{'aws:x':['a','b']}; b; false",
        "'StringNotEquals':{'aws:x':['a','b']}; c; true",
        "'StringEqualsIgnoreCase':{'aws:x':'Ab'}; aB; true",
        "'StringNotEqualsIgnoreCase':{'aws:x':'Ab'}; aB; false",
        "'StringLike':{'aws:x':'a*c?'}; abbcd; true",
        "'StringLike':{'aws:x':'a*c?'}; abbc; false",
        "'StringNotLike':{'aws:x':'a*'}; b; true",
        "'StringNotLike':{'aws:x':'a*'}; ab; false",
        "'NumericEquals':{'aws:x':10}; 10.0; true",
        "'NumericNotEquals':{'aws:x':10}; 10.0; false",
        "'NumericLessThan':{'aws:x':'10'}; 9; true",
        "'NumericLessThan':{'aws:x':'10'}; 10; false",
        "'NumericLessThanEquals':{'aws:x':'10'}; 10; true",
        "'NumericGreaterThan':{'aws:x':'10'}; 9; false",
        "'NumericGreaterThanEquals':{'aws:x':'-1'}; -1; true",
        "'NumericLessThan':{'aws:x':'10'}; ten; false",
        "'DateLessThan':{'aws:x':'2026-01-01T00:00:00Z'}; 2025-12-31T23:59:59Z; true",
        "'DateGreaterThan':{'aws:x':'2026-01-01T00:00:00Z'}; 2025-12-31T23:59:59Z; false",
        "'DateEquals':{'aws:x':'2026-01-01'}; 2026-01-01T01:00:00+01:00; true",
        "'DateNotEquals':{'aws:x':'1767225600'}; 2026-01-01T00:00:00Z; false",
        "'DateLessThanEquals':{'aws:x':'2026-01-01'}; 2026-01-01; true",
        "'DateGreaterThanEquals':{'aws:x':'2026-01-01'}; 1767225599; false",
        "'DateEquals':{'aws:x':'yesterday'}; 2026-01-01; false",
        "'Bool':{'aws:x':true}; true; true",
        "'Bool':{'aws:x':'TRUE'}; true; true",
        "'Bool':{'aws:x':'false'}; true; false",
        "'Bool':{'aws:x':'false'}; -; false",
        "'BoolIfExists':{'aws:x':'false'}; -; true",
        "'BinaryEquals':{'aws:x':'QUJD'}; QUJD; true",
        "'IpAddress':{'aws:x':'10.1.0.0/16'}; 10.1.2.3; true",
        "'IpAddress':{'aws:x':'10.1.0.0/16'}; 10.2.2.3; false",
        "'IpAddress':{'aws:x':'10.1.2.3'}; 10.1.2.3; true",
        "'IpAddress':{'aws:x':'0.0.0.0/0'}; ::1; false",
        "'IpAddress':{'aws:x':'2001:db8::/33'}; 2001:db8:7fff::1; true",
        "'IpAddress':{'aws:x':'2001:db8::/33'}; 2001:db8:8000::1; false",
        "'IpAddress':{'aws:x':'10.1.0.0/99'}; 10.1.0.0; false",
        "'IpAddress':{'aws:x':'localhost'}; 127.0.0.1; false",
        "'NotIpAddress':{'aws:x':['10.1.0.0/16','10.2.0.0/16']}; 10.2.2.3; false",
        "'NotIpAddress':{'aws:x':'10.1.0.0/16'}; 10.2.2.3; true",
        "'ArnLike':{'aws:x':'arn:aws:iam::*:role/db-*'}; arn:aws:iam::111122223333:role/db-ops; true",
        "'ArnEquals':{'aws:x':'arn:aws:iam::*:role/db-*'}; arn:aws:iam::111122223333:role/db-ops; true",
        "'ArnLike':{'aws:x':'arn:aws:iam:*:role/ops'}; arn:aws:iam::111122223333:role/ops; false",
        "'ArnNotLike':{'aws:x':'arn:aws:iam::*:role/*'}; arn:aws:iam::111122223333:user/a; true",
        "'ArnNotEquals':{'aws:x':'arn:aws:iam::1:role/a'}; arn:aws:iam::1:role/a; false",
        "'Null':{'aws:x':'true'}; -; true",
        "'Null':{'aws:x':'true'}; a; false",
        "'Null':{'aws:x':false}; a; true",
        "'Null':{'aws:x':'false'}; -; false",
        "'ForAllValues:StringEquals':{'aws:x':['a','b']}; a|b; true",
        "'ForAllValues:StringEquals':{'aws:x':['a','b']}; a|c; false",
        "'ForAllValues:StringEquals':{'aws:x':['a','b']}; -; true",
        "'ForAnyValue:StringEquals':{'aws:x':['a','b']}; c|b; true",
        "'ForAnyValue:StringEquals':{'aws:x':['a','b']}; c|d; false",
        "'ForAnyValue:StringEquals':{'aws:x':['a','b']}; -; false",
        "'ForAnyValue:StringEqualsIfExists':{'aws:x':['a','b']}; -; true",
        "'ForAllValues:StringNotEquals':{'aws:x':'a'}; b|c; true",
        "'ForAllValues:StringNotEquals':{'aws:x':'a'}; a|c; false",
        "'ForAnyValue:StringNotEquals':{'aws:x':'a'}; a|c; true",
        "'ForAnyValue:StringNotEquals':{'aws:x':'a'}; a; false",
        "'StringEquals':{'aws:x':'${aws:username}'}; alice; true",
        "'StringEquals':{'aws:x':'${aws:username}'}; bob; false",
        "'StringLike':{'aws:x':'${aws:username}-*'}; alice-1; true",
        "'StringLike':{'aws:x':'${aws:star}'}; anything; false",
        "'StringLike':{'aws:x':'${aws:star}'}; *; true",
        "'StringEquals':{'aws:x':'${aws:missing}'}; alice; false",
        "'StringNotEquals':{'aws:x':'${aws:missing}'}; alice; true",
        "'StringEquals':{'aws:x':'${aws:missing, ''none''}'}; none; true",
        "'StringLike':{'aws:x':'${*}'}; *; true",
        "'StringLike':{'aws:x':'${*}'}; a; false",
        "'StringEquals':{'aws:x':'${$}{aws:username}'}; ${aws:username}; true",
        "'StringEquals':{'aws:x':'a'},'Bool':{'aws:y':'true'}; a; false",
        "'StringEquals':{'aws:x':'a','aws:username':'alice'}; a; true",
        "'StringEquals':{'aws:x':'a','aws:username':'bob'}; a; false"
      })
  void operators(String block, String given, boolean holds) {
    Context context =
        Context.of(
            Map.of(
                "aws:username",
                List.of("alice"),
                "aws:star",
                List.of("*"),
                "aws:x",
                given.equals("-") ? List.of() : Arrays.asList(given.split("\\|"))));
    Policy policy =
        Policy.read(
            Policy.Kind.IDENTITY,
            """
            {"Version":"2012-10-17","Statement":
              {"Effect":"Allow","Action":"*","Resource":"*","Condition":{%s}}}
            """
                .formatted(
                    block.replace("''", "\u0000").replace('\'', '"').replace('\u0000', '\'')));
    assertThat(
            policy
                .statements()
                .get(0)
                .match(
                    new AccessRequest(
                        Identity.user(Cases.ACCOUNT, "alice"),
                        "kms:Decrypt",
                        Cases.KEY,
                        Cases.ACCOUNT,
                        context)))
        .isEqualTo(holds ? Principals.Match.DIRECT : Principals.Match.NONE);
  }

  /** Before 2012-10-17 there were no variables: the text means itself. */
  @org.junit.jupiter.api.Test
  void theOldVersionHasNoVariables() {
    Policy old =
        Policy.read(
            Policy.Kind.IDENTITY,
            """
            {"Version":"2008-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*",
             "Condition":{"StringEquals":{"aws:x":"${aws:username}"}}}}
            """);
    Context context =
        Context.of(Map.of("aws:username", List.of("alice"), "aws:x", List.of("alice")));
    assertThat(
            old.statements()
                .get(0)
                .match(
                    new AccessRequest(
                        Identity.user(Cases.ACCOUNT, "alice"), "a:b", "*", Cases.ACCOUNT, context)))
        .isEqualTo(Principals.Match.NONE);
  }
}
