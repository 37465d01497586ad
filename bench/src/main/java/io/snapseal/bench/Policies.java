package io.snapseal.bench;

import io.snapseal.iam.policy.AccessRequest;
import io.snapseal.iam.policy.Context;
import io.snapseal.iam.policy.Decision;
import io.snapseal.iam.policy.Evaluation;
import io.snapseal.iam.policy.Identity;
import io.snapseal.iam.policy.Policies.Named;
import io.snapseal.iam.policy.Policies.NoPolicy;
import io.snapseal.iam.policy.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One decision about one request, by ten statements of which the last one allows it. */
final class Policies {
  private static final int STATEMENTS = 10;
  private static final int ROUNDS = 7;
  private static final int DECISIONS = 200_000;

  private Policies() {}

  static Table table() {
    AccessRequest request =
        new AccessRequest(
            Identity.user("111122223333", "alice"),
            "kms:GenerateDataKey",
            "arn:aws:kms:eu-west-1:111122223333:key/1234",
            "111122223333",
            Context.of(
                Map.of(
                    "aws:RequestedRegion", List.of("eu-west-1"),
                    "kms:ViaService", List.of("rds.eu-west-1.amazonaws.com"),
                    "kms:EncryptionContext:aws:rds:db-id", List.of("db-1"))));
    io.snapseal.iam.policy.Policies held =
        new io.snapseal.iam.policy.Policies(
            List.of(new Named("ten", Policy.read(Policy.Kind.IDENTITY, document()))),
            Optional.empty(),
            List.of(),
            List.of(),
            new NoPolicy(),
            Optional.empty());
    List<Double> micros = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      Watch watch = new Watch();
      for (int i = 0; i < DECISIONS; i++) {
        Decision decision = Evaluation.evaluate(request, held);
        if (!decision.isAllowed()) {
          throw new BenchFailedException("it should have been allowed");
        }
      }
      micros.add(watch.seconds() / DECISIONS * 1e6);
    }
    Series series = new Series(micros);
    Table table =
        new Table("Policy evaluation, in microseconds", "", "median", "least-most", "target");
    table.row(
        "ten statements, with conditions",
        Table.number(series.median(), 2),
        Table.number(series.least(), 2) + "-" + Table.number(series.most(), 2),
        "< 5");
    return table;
  }

  private static String document() {
    StringBuilder statements = new StringBuilder();
    for (int i = 1; i < STATEMENTS; i++) {
      statements
          .append("{\"Effect\":\"Allow\",\"Action\":\"kms:Generate*\",")
          .append("\"Resource\":\"arn:aws:kms:*:111122223333:key/*\",")
          .append(
              "\"Condition\":{\"StringEquals\":{\"kms:EncryptionContext:aws:rds:db-id\":\"other-")
          .append(i)
          .append("\"},\"StringLike\":{\"kms:ViaService\":\"rds.*\"}}},");
    }
    statements.append(
        "{\"Effect\":\"Allow\",\"Action\":[\"kms:Decrypt\",\"kms:GenerateDataKey\"],"
            + "\"Resource\":\"*\",\"Condition\":{\"StringEquals\":"
            + "{\"aws:RequestedRegion\":\"eu-west-1\"}}}");
    return "{\"Version\":\"2012-10-17\",\"Statement\":[" + statements + "]}";
  }
}
