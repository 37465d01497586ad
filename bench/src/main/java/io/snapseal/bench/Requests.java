package io.snapseal.bench;

import io.snapseal.bench.Connections.Answered;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kms.KmsClient;

/**
 * KMS over HTTP, with signature, authorization and audit trail: side by side with the same Jetty
 * that only echoes, and with moto's server where that is installed.
 */
public final class Requests {

  private final int connections;
  private final int seconds;
  private final int runs;

  private Requests(int connections, int seconds, int runs) {
    this.connections = connections;
    this.seconds = seconds;
    this.runs = runs;
  }

  /**
   * Options: {@code --launcher FILE} (./snapseal), {@code --connections N} (64), {@code --seconds
   * N} (5) of each run, {@code --runs N} (3), {@code --scratch DIR} (/tmp).
   */
  public static void main(String[] args) {
    Arguments arguments = new Arguments(args);
    Requests requests =
        new Requests(
            arguments.number("--connections", 64),
            arguments.number("--seconds", 5),
            arguments.number("--runs", 3));
    System.out.println(Machine.description());
    Policies.table().print(System.out);
    try (Scratch scratch = Scratch.below(arguments.text("--scratch", "/tmp"))) {
      requests.run(scratch, arguments.text("--launcher", "snapseal"));
    }
    System.out.println("\nload at the end " + Machine.load());
  }

  private void run(Scratch scratch, String launcher) {
    Map<String, String> root = RootUser.environment();
    List<String> start =
        List.of(
            Path.of(launcher).toAbsolutePath().toString(),
            "region",
            "start",
            "--home",
            scratch.path("home").toString(),
            "--port",
            "0");
    Optional<String> moto = installed("moto_server");
    try (Contender region = Contender.thatSaysReady(scratch, root, start);
        Contender echo = Contender.thatSaysReady(scratch, Map.of(), Java.command(Echo.class))) {
      Map<String, byte[]> ours = requests(region.endpoint());
      if (moto.isEmpty()) {
        race(region.endpoint(), ours, echo.endpoint(), Optional.empty(), Map.of());
        return;
      }
      try (Contender other = Contender.onPort(scratch, moto.get())) {
        Map<String, byte[]> theirs = requests(other.endpoint());
        race(region.endpoint(), ours, echo.endpoint(), Optional.of(other.endpoint()), theirs);
      }
    }
  }

  private void race(
      URI region,
      Map<String, byte[]> ours,
      URI echo,
      Optional<URI> moto,
      Map<String, byte[]> theirs) {
    Table table =
        new Table(
            "KMS over HTTP, %d connections, median of %d runs of %d s"
                .formatted(connections, runs, seconds),
            "",
            "requests/s",
            "p50 ms",
            "p99 ms",
            "of echo",
            "of moto");
    // What a server does first it does slowly.
    ours.values().forEach(request -> Connections.send(region, request, connections, seconds));
    Connections.send(echo, ours.values().iterator().next(), connections, seconds);
    ours.forEach(
        (operation, request) -> {
          List<Answered> echoed = new ArrayList<>();
          List<Answered> answered = new ArrayList<>();
          List<Answered> others = new ArrayList<>();
          for (int i = 0; i < runs; i++) {
            echoed.add(Connections.send(echo, request, connections, seconds));
            answered.add(Connections.send(region, request, connections, seconds));
            moto.ifPresent(
                uri ->
                    others.add(
                        Connections.send(
                            uri,
                            Objects.requireNonNull(theirs.get(operation)),
                            connections,
                            seconds)));
          }
          double base = median(echoed);
          row(table, operation, answered, base, others);
          row(table, "  echo", echoed, base, others);
          if (!others.isEmpty()) {
            row(table, "  moto_server", others, base, others);
          }
        });
    table.print(System.out);
  }

  private static void row(
      Table table, String name, List<Answered> answered, double echo, List<Answered> others) {
    table.row(
        name,
        Table.number(median(answered), 0),
        Table.number(percentile(answered, 0.5), 2),
        Table.number(percentile(answered, 0.99), 2),
        Table.number(100 * median(answered) / echo, 0) + " %",
        others.isEmpty() ? "-" : Table.number(median(answered) / median(others), 1) + "x");
  }

  private static double median(List<Answered> answered) {
    return new Series(answered.stream().map(Answered::perSecond).toList()).median();
  }

  private static double percentile(List<Answered> answered, double share) {
    return new Series(answered.stream().map(a -> a.percentile(share)).toList()).median();
  }

  /** The three operations, on a new key of that server. */
  private static Map<String, byte[]> requests(URI endpoint) {
    String key;
    String ciphertext;
    try (KmsClient kms =
        KmsClient.builder()
            .endpointOverride(endpoint)
            .region(Region.US_EAST_1)
            .credentialsProvider(StaticCredentialsProvider.create(RootUser.CREDENTIALS))
            .httpClient(UrlConnectionHttpClient.create())
            .build()) {
      key = kms.createKey().keyMetadata().keyId();
      String id = key;
      SdkBytes sealed =
          kms.encrypt(r -> r.keyId(id).plaintext(SdkBytes.fromByteArray(new byte[32])))
              .ciphertextBlob();
      ciphertext = Base64.getEncoder().encodeToString(sealed.asByteArray());
    }
    Map<String, byte[]> requests = new LinkedHashMap<>();
    put(
        requests,
        endpoint,
        "GenerateDataKey",
        "{\"KeyId\":\"" + key + "\",\"KeySpec\":\"AES_256\"}");
    put(requests, endpoint, "Decrypt", "{\"CiphertextBlob\":\"" + ciphertext + "\"}");
    put(requests, endpoint, "DescribeKey", "{\"KeyId\":\"" + key + "\"}");
    return requests;
  }

  private static void put(
      Map<String, byte[]> requests, URI endpoint, String operation, String body) {
    requests.put(operation, SignedRequest.of(endpoint, RootUser.CREDENTIALS, operation, body));
  }

  static Optional<String> installed(String program) {
    return Stream.of(System.getenv("PATH").split(":", -1))
        .map(directory -> Path.of(directory, program))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst();
  }
}
