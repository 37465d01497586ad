package io.snapseal.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DescribeDbSnapshotsResponse;
import software.amazon.awssdk.services.rds.model.Filter;

/**
 * Thousands of simulated instances and snapshots: how long a page of DescribeDBSnapshots takes, at
 * the beginning, at the end, and filtered, side by side with moto's server where that is installed;
 * and how long a region with all of them takes to start.
 */
public final class Describe {
  private static final String ENGINE = "postgres";
  private static final int PAGE = 100;

  private final String launcher;
  private final Scratch scratch;
  private final int instances;
  private final int snapshots;
  private final int runs;

  private Describe(String launcher, Scratch scratch, Arguments arguments) {
    this.launcher = launcher;
    this.scratch = scratch;
    this.instances = arguments.number("--instances", 1000);
    this.snapshots = arguments.number("--snapshots", 10_000);
    this.runs = arguments.number("--runs", 20);
  }

  /**
   * Options: {@code --launcher FILE} (./snapseal), {@code --instances N} (1000), {@code --snapshots
   * N} (10000), {@code --runs N} (20) of each page, {@code --scratch DIR} (/dev/shm: making so many
   * waits for the disk twice for each).
   */
  public static void main(String[] args) {
    Arguments arguments = new Arguments(args);
    String launcher = Path.of(arguments.text("--launcher", "snapseal")).toAbsolutePath().toString();
    System.out.println(Machine.description());
    try (Scratch scratch = Scratch.below(arguments.text("--scratch", "/dev/shm"))) {
      new Describe(launcher, scratch, arguments).run();
    }
    System.out.println("\nload at the end " + Machine.load());
  }

  private void run() {
    Table table =
        new Table(
            "DescribeDBSnapshots, %d of %d snapshots a page, median of %d, in ms"
                .formatted(PAGE, snapshots, runs),
            "",
            "first page",
            "last page",
            "one instance's",
            "all pages, s",
            "made in, s");
    try (Contender region = Contender.thatSaysReady(scratch, RootUser.environment(), start())) {
      measure(table, "snapseal", region.endpoint(), ENGINE);
    }
    Optional<String> moto = Requests.installed("moto_server");
    if (moto.isPresent()) {
      try (Contender other = Contender.onPort(scratch, moto.get())) {
        measure(table, "moto_server", other.endpoint(), ENGINE);
      }
    }
    table.print(System.out);
    starts();
  }

  private void starts() {
    Table table =
        new Table(
            "region start to ready, with %d instances and %d snapshots"
                .formatted(instances, snapshots),
            "",
            "s");
    for (int i = 0; i < 3; i++) {
      table.row("run " + (i + 1), Table.number(ready(), 2));
    }
    table.print(System.out);
  }

  private double ready() {
    ProcessBuilder builder = new ProcessBuilder(start());
    builder.environment().putAll(RootUser.environment());
    builder.redirectError(ProcessBuilder.Redirect.appendTo(scratch.path("region.log").toFile()));
    Watch watch = new Watch();
    try {
      Process region = builder.start();
      try (BufferedReader said = region.inputReader()) {
        String line = said.readLine();
        if (line == null || !line.startsWith("ready ")) {
          throw new BenchFailedException("region start said: " + line);
        }
        return watch.seconds();
      } finally {
        region.destroy();
        region.waitFor();
      }
    } catch (IOException e) {
      throw new BenchFailedException("region start: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchFailedException("interrupted");
    }
  }

  private List<String> start() {
    return List.of(
        launcher,
        "region",
        "start",
        "--home",
        scratch.path("home").toString(),
        "--port",
        "0",
        "--simulate",
        "all",
        "--quota",
        "DBInstances=" + instances,
        "--quota",
        "ManualSnapshots=" + snapshots);
  }

  private void measure(Table table, String name, URI endpoint, String engine) {
    try (RdsClient client = client(endpoint)) {
      Watch making = new Watch();
      make(client, engine);
      double made = making.seconds();
      Watch all = new Watch();
      String last = lastMarker(client);
      double every = all.seconds();
      Filter one = Filter.builder().name("db-instance-id").values("db-0007").build();
      table.row(
          name,
          millis(() -> client.describeDBSnapshots(r -> r.maxRecords(PAGE))),
          millis(() -> client.describeDBSnapshots(r -> r.maxRecords(PAGE).marker(last))),
          millis(() -> client.describeDBSnapshots(r -> r.maxRecords(PAGE).filters(one))),
          Table.number(every, 2),
          Table.number(made, 0));
    }
  }

  private String millis(Supplier<DescribeDbSnapshotsResponse> page) {
    List<Double> values = new ArrayList<>();
    for (int i = 0; i < runs; i++) {
      Watch watch = new Watch();
      if (page.get().dbSnapshots().isEmpty()) {
        throw new BenchFailedException("a page is empty");
      }
      values.add(1000 * watch.seconds());
    }
    return Table.number(new Series(values).median(), 2);
  }

  private static String lastMarker(RdsClient client) {
    String last = "";
    String next = client.describeDBSnapshots(r -> r.maxRecords(PAGE)).marker();
    while (next != null) {
      last = next;
      String from = last;
      next = client.describeDBSnapshots(r -> r.maxRecords(PAGE).marker(from)).marker();
    }
    return last;
  }

  private void make(RdsClient client, String engine) {
    for (int i = 0; i < instances; i++) {
      String id = "db-%04d".formatted(i);
      client.createDBInstance(
          r ->
              r.dbInstanceIdentifier(id)
                  .engine(engine)
                  .dbInstanceClass("db.t3.micro")
                  .allocatedStorage(20)
                  .masterUsername("shopkeeper")
                  .masterUserPassword("correct-horse"));
    }
    for (int i = 0; i < snapshots; i++) {
      String instance = "db-%04d".formatted(i % instances);
      String id = "snap-%05d".formatted(i);
      client.createDBSnapshot(r -> r.dbInstanceIdentifier(instance).dbSnapshotIdentifier(id));
    }
  }

  private static RdsClient client(URI endpoint) {
    return RdsClient.builder()
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .credentialsProvider(StaticCredentialsProvider.create(RootUser.CREDENTIALS))
        .httpClient(UrlConnectionHttpClient.create())
        .build();
  }
}
