package io.snapseal.autopilot.find;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NamesTest {
  /** RDS API Reference, CopyDBSnapshot, TargetDBSnapshotIdentifier; kept in lower case. */
  private static final Pattern VALID = Pattern.compile("[a-z](-?[a-z0-9])*");

  private static final String KEY = "arn:aws:kms:us-east-1:123456789012:key/1";

  private static Lineage of(String id) {
    return new Lineage("arn:aws:rds:us-east-1:123456789012:snapshot:" + id, Instant.EPOCH, KEY);
  }

  private static Stream<String> ids() {
    SplittableRandom random = new SplittableRandom(3);
    String alphabet = "abcxyzABC0189-:--";
    Stream<String> any =
        Stream.generate(
                () ->
                    random
                        .ints(1 + random.nextInt(255), 0, alphabet.length())
                        .collect(
                            StringBuilder::new,
                            (text, at) -> text.append(alphabet.charAt(at)),
                            StringBuilder::append)
                        .toString())
            .limit(5000);
    Stream<String> nasty =
        Stream.of("rds:a", "awsbackup:job-1", "-", "--", ":", "1", "a-", "a".repeat(255), "A");
    return Stream.concat(nasty, any);
  }

  @Test
  void everyNameKeepsToTheRules() {
    ids()
        .map(NamesTest::of)
        .forEach(
            lineage -> {
              assertThat(List.of(Names.sealed(lineage), Names.temporarySnapshot(lineage)))
                  .allMatch(name -> name.length() <= 255 && VALID.matcher(name).matches());
              assertThat(
                      List.of(
                          Names.temporaryInstance(lineage, "postgres"),
                          Names.checkInstance(lineage, "postgres")))
                  .allMatch(name -> name.length() <= 63 && VALID.matcher(name).matches());
              assertThat(
                      List.of(
                          Names.temporaryInstance(lineage, "sqlserver-se"),
                          Names.checkInstance(lineage, "sqlserver-se")))
                  .allMatch(name -> name.length() <= 15 && VALID.matcher(name).matches());
            });
  }

  @Test
  void differentSourcesNeverShareAName() {
    Set<String> names = new HashSet<>();
    List<String> sources = ids().distinct().toList();
    sources.forEach(id -> names.add(Names.sealed(of(id))));
    assertThat(names).hasSameSizeAs(sources);
  }

  @Test
  void idsThatBecomeTheSameWordsStayApart() {
    Set<String> names = new HashSet<>();
    for (String id : List.of("rds:a-b", "rds-a-b", "rds-a:b", "RDS-a-b")) {
      names.add(Names.sealed(of(id)));
    }
    assertThat(names).hasSize(4);
  }

  @Test
  void keyCreationAndPurposeAreAllPartOfTheName() {
    Lineage one = of("orders");
    Lineage later = new Lineage(one.sourceArn(), Instant.EPOCH.plusMillis(1), KEY);
    assertThat(Names.sealed(one))
        .isNotEqualTo(Names.sealed(one.under(KEY + "2")))
        .isNotEqualTo(Names.sealed(later));
    assertThat(Names.temporaryInstance(one, "mysql"))
        .isNotEqualTo(Names.checkInstance(one, "mysql"));
    assertThat(Names.temporaryInstance(one, "sqlserver-ex"))
        .isNotEqualTo(Names.checkInstance(one, "sqlserver-ex"));
  }

  @Test
  void theNameOfATypicalSourceCanBeRead() {
    assertThat(Names.sealed(of("rds:orders-2026-02-01-03-00")))
        .matches("rds-orders-2026-02-01-03-00-sealed-[0-9a-f]{12}");
    assertThat(Names.temporaryInstance(of("orders-1"), "postgres"))
        .matches("snapseal-orders-1-[0-9a-f]{12}");
  }
}
