package io.snapseal.rds;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapseal.engine.DatabaseEngine;
import io.snapseal.engine.simulated.SimulatedEngines;
import io.snapseal.rds.quota.Quota;
import io.snapseal.rds.quota.Quotas;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DescribeDbInstancesResponse;
import software.amazon.awssdk.services.rds.model.Filter;

/** A thousand simulated instances: every one on one page, and all of them there after a restart. */
class ManyInstancesTest {
  private static final int MANY = 1000;
  private static final int PAGE = 100;
  private static final List<String> ENGINES = List.of("oracle-ee", "sqlserver-se");

  @TempDir private Path home;

  private RdsFixture opened() {
    List<DatabaseEngine> simulated = SimulatedEngines.of(ENGINES, new SecureRandom());
    Quotas quotas = new Quotas(Map.of(Quota.DB_INSTANCES, MANY));
    return new RdsFixture(home, simulated, new RdsSettings(quotas, List.of(), Pace.DEFAULT));
  }

  @Test
  void allAreMadeListedAndFoundAgain() {
    try (RdsFixture fixture = opened()) {
      for (int i = 0; i < MANY; i++) {
        create(fixture, "db-%04d".formatted(i), ENGINES.get(i % ENGINES.size()));
      }
      requireAll(fixture);
    }
    try (RdsFixture again = opened()) {
      again.idle();
      requireAll(again);
    }
  }

  private static void create(RdsFixture fixture, String id, String engine) {
    fixture
        .client()
        .createDBInstance(
            r ->
                r.dbInstanceIdentifier(id)
                    .engine(engine)
                    .dbInstanceClass("db.t3.micro")
                    .allocatedStorage(20)
                    .masterUsername("alice")
                    .masterUserPassword("correct-horse"));
  }

  private static void requireAll(RdsFixture fixture) {
    List<DBInstance> all = pages(fixture);
    Set<String> names = new HashSet<>();
    all.forEach(instance -> names.add(instance.dbInstanceIdentifier()));
    assertThat(all).hasSize(MANY).allMatch(each -> each.dbInstanceStatus().equals("available"));
    assertThat(names).hasSize(MANY);
    assertThat(pages(fixture, Filter.builder().name("engine").values("oracle-ee").build()))
        .hasSize(MANY / ENGINES.size())
        .allMatch(each -> each.engine().equals("oracle-ee"));
  }

  private static List<DBInstance> pages(RdsFixture fixture, Filter... filters) {
    List<DBInstance> all = new ArrayList<>();
    String marker = null;
    do {
      String from = marker;
      DescribeDbInstancesResponse page =
          fixture
              .client()
              .describeDBInstances(r -> r.maxRecords(PAGE).marker(from).filters(filters));
      assertThat(page.dbInstances()).hasSizeLessThanOrEqualTo(PAGE);
      all.addAll(page.dbInstances());
      marker = page.marker();
    } while (marker != null);
    return all;
  }
}
