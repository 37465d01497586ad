package io.snapseal.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.utils.builder.Buildable;

/**
 * A hundred thousand spoilt requests, each reproducible from its seed: every one is answered, none
 * with a 5xx, and nothing of them stays in memory. {@code -Dfuzz.requests=N} changes their number.
 */
@Timeout(600)
class FuzzedWireTest {
  private static final int REQUESTS = Integer.getInteger("fuzz.requests", 100_000);
  private static final int SOCKET_REQUESTS = REQUESTS / 25;
  private static final long MAX_GROWTH_BYTES = 16L << 20;
  private static final String V = "&Version=2014-10-31";

  private static final List<String> FORMS =
      List.of(
          "Action=DescribeDBSnapshots"
              + V
              + "&MaxRecords=20&Filters.Filter.1.Name=engine"
              + "&Filters.Filter.1.Values.Value.1=postgres&IncludeShared=true",
          "Action=CopyDBSnapshot"
              + V
              + "&SourceDBSnapshotIdentifier=arn%3Aaws%3Ards&Tags.Tag.1.Key=a+b"
              + "&Tags.Tag.1.Value=%C3%BC&CopyTags=false&KmsKeyId=alias%2Fk",
          "Action=RestoreDBInstanceToPointInTime"
              + V
              + "&RestoreTime=2026-01-01T00%3A00%3A00Z&Port=5432",
          "Action=ModifyDBCluster"
              + V
              + "&ServerlessV2ScalingConfiguration.MinCapacity=0.5"
              + "&VpcSecurityGroupIds.VpcSecurityGroupId.1=sg-1&VpcSecurityGroupIds.VpcSecurityGroupId.2=sg-2",
          "Action=CreateDBInstance"
              + V
              + "&ProcessorFeatures.ProcessorFeature.1.Name=x&AllocatedStorage=20");

  private static final Map<String, String> DOCUMENTS =
      Map.of(
          "Encrypt",
              "{\"KeyId\":\"k\",\"Plaintext\":\"AQID\",\"EncryptionContext\":{\"a\":\"b\"},\"DryRun\":true}",
          "CreateKey", "{\"Tags\":[{\"TagKey\":\"a\",\"TagValue\":\"b\"}],\"MultiRegion\":false}",
          "CreateGrant",
              "{\"Operations\":[\"Decrypt\"],\"Constraints\":{\"EncryptionContextSubset\":{\"a\":\"b\"}}}",
          "ListKeys", "{\"Limit\":100,\"Marker\":\"m\"}");

  private static final List<PublishedService> SERVICES =
      List.of(
          PublishedService.query(
              "rds",
              "2014-10-31",
              "http://rds.amazonaws.com/doc/2014-10-31/",
              RdsClient.class,
              origin -> AnyClient.of(RdsClient.class, FuzzedWireTest::emptyAnswer)),
          PublishedService.json(
              "kms",
              "2014-11-01",
              "TrentService",
              KmsClient.class,
              origin -> AnyClient.of(KmsClient.class, FuzzedWireTest::emptyAnswer)));

  @Test
  void answersEveryRequestAndKeepsNothing() {
    Dispatcher dispatcher = Dispatchers.over(SERVICES);
    int warmUp = REQUESTS / 5;
    answer(dispatcher, 0, warmUp);
    long before = liveBytes();
    int accepted = answer(dispatcher, warmUp, REQUESTS);

    assertThat(liveBytes() - before).isLessThan(MAX_GROWTH_BYTES);
    // Or else the mutations do not reach the decoders at all.
    assertThat(accepted).isBetween(REQUESTS / 50, REQUESTS - REQUESTS / 5);
  }

  @Test
  void answersOverARealSocket() throws Exception {
    try (WireServer server =
        WireServer.start(
            Servers.small(),
            SERVICES,
            id -> Optional.of(Requests.SECRET),
            Clock.systemUTC(),
            UUID::randomUUID,
            Map.of())) {
      Instant now = Instant.now();
      for (int seed = 0; seed < SOCKET_REQUESTS; seed++) {
        Random random = new Random(seed);
        byte[] bytes = RawHttp.bytes(base(random, now, UnspoiltBody.KEPT));
        byte[] spoilt = random.nextInt(10) == 0 ? bytes : new Mutations(random).mutated(bytes);

        String response = RawHttp.exchange(server, spoilt);

        // Without a status the server hung up, on a request that never ended.
        assertThat(RawHttp.status(response)).as("seed %d: %s", seed, response).isLessThan(500);
      }
      assertThat(
              RawHttp.status(
                  RawHttp.exchange(
                      server, RawHttp.bytes(base(new Random(1), now, UnspoiltBody.KEPT)))))
          .isEqualTo(200);
    }
  }

  private static int answer(Dispatcher dispatcher, int from, int to) {
    int accepted = 0;
    for (int seed = from; seed < to; seed++) {
      WireResponse response = dispatcher.answer(spoilt(new Random(seed)));
      assertThat(response.status()).as("seed %d", seed).isBetween(200, 499);
      assertThat(response.body().length).as("seed %d", seed).isLessThan(4096);
      accepted += response.status() == 200 ? 1 : 0;
    }
    return accepted;
  }

  /** Three of four are signed over what is spoilt, so that they get past the door. */
  private static WireRequest spoilt(Random random) {
    return random.nextInt(4) > 0
        ? base(random, Requests.NOW, UnspoiltBody.SPOILT)
        : outside(base(random, Requests.NOW, UnspoiltBody.KEPT), random);
  }

  private enum UnspoiltBody {
    KEPT,
    SPOILT
  }

  private static WireRequest base(Random random, Instant signedAt, UnspoiltBody kept) {
    Mutations mutations = new Mutations(random);
    String form = FORMS.get(random.nextInt(FORMS.size()));
    List<String> operations = DOCUMENTS.keySet().stream().sorted().toList();
    String operation = operations.get(random.nextInt(operations.size()));
    boolean spoil = kept == UnspoiltBody.SPOILT;
    return switch (random.nextInt(3)) {
      case 0 -> Requests.query("").body(body(form, mutations, spoil)).signedAt(signedAt).signed();
      case 1 -> {
        String target =
            spoil && random.nextInt(5) == 0 ? mutations.mutatedLine(operation) : operation;
        String document = Optional.ofNullable(DOCUMENTS.get(operation)).orElseThrow();
        yield Requests.json(target, "")
            .body(body(document, mutations, spoil))
            .signedAt(signedAt)
            .signed();
      }
      default -> presigned(spoil ? mutations.mutatedLine(form) : form, signedAt);
    };
  }

  private static byte[] body(String text, Mutations mutations, boolean spoil) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return spoil ? mutations.mutated(bytes) : bytes;
  }

  /** A spoilt query may not even be signable; then its signature is missing. */
  private static WireRequest presigned(String query, Instant signedAt) {
    Requests request =
        Requests.query("").without("content-type").method("GET").rawQuery(query).signedAt(signedAt);
    try {
      return request.presigned(60);
    } catch (RefusedException e) {
      return request.unsigned();
    }
  }

  /** Spoils what surrounds the body: method, path, query, headers and the signature in them. */
  private static WireRequest outside(WireRequest good, Random random) {
    Mutations mutations = new Mutations(random);
    Map<String, List<String>> headers = new LinkedHashMap<>(good.headers());
    List<String> names = List.copyOf(headers.keySet());
    String name = names.get(random.nextInt(names.size()));
    int what = random.nextInt(12);
    if (what > 2) {
      headers.put(name, List.of(mutations.mutatedLine(good.header(name).orElseThrow())));
    }
    if (what == 3) {
      headers.put(mutations.mutatedLine(name), List.of("x"));
    }
    if (what == 4) {
      headers.remove(name);
    }
    return new WireRequest(
        what == 0 ? mutations.mutatedLine(good.method()) : good.method(),
        what == 1 ? mutations.mutatedLine(good.path()) : good.path(),
        what < 4 ? mutations.mutatedLine(good.rawQuery()) : good.rawQuery(),
        headers,
        good.body(),
        good.sourceAddress(),
        false);
  }

  private static SdkPojo emptyAnswer(SdkPojo request) {
    try {
      Class<?> type =
          Class.forName(request.getClass().getName().replaceFirst("Request$", "Response"));
      return (SdkPojo)
          ((Buildable) Optional.ofNullable(type.getMethod("builder").invoke(null)).orElseThrow())
              .build();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The least of several readings: a collection may run late, but never finds too much. */
  private static long liveBytes() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      System.gc();
      least = Math.min(least, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }
    return least;
  }
}
