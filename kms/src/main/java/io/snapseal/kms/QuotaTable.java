package io.snapseal.kms;

import io.snapseal.model.Members;
import io.snapseal.model.RowFile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.services.kms.model.ReplicateKeyRequest;
import software.amazon.awssdk.services.kms.model.UpdatePrimaryRegionRequest;

/**
 * Which quotas a request is charged to. The request alone says it, by its algorithm: the key is not
 * looked at, so that nobody learns from being throttled what keys others have. A row has the
 * quota's name, its requests per second (then those of regions that have others), its operations
 * and, if it is one of several for them, with what the algorithm or key pair spec begins:
 *
 * <pre>
 * Cryptographic operations (RSA) request rate | 1000 eu-west-1=2000 | Sign Verify | RSASSA_
 * </pre>
 */
final class QuotaTable {
  private static final String SYMMETRIC = "SYMMETRIC_DEFAULT";

  /** The members that tell quotas of one operation apart. */
  private static final Set<String> KINDS =
      Set.of(
          "EncryptionAlgorithm",
          "SourceEncryptionAlgorithm",
          "DestinationEncryptionAlgorithm",
          "SigningAlgorithm",
          "MacAlgorithm",
          "KeyAgreementAlgorithm",
          "KeyPairSpec");

  private final Map<String, List<Quota>> byOperation;

  private QuotaTable(List<Quota> quotas) {
    this.byOperation =
        quotas.stream()
            .flatMap(quota -> quota.operations().stream())
            .distinct()
            .collect(
                Collectors.toUnmodifiableMap(
                    operation -> operation,
                    operation ->
                        quotas.stream()
                            .filter(quota -> quota.operations().contains(operation))
                            .toList()));
  }

  /**
   * A request as a quota counts it.
   *
   * @param region where it counts
   * @param times as how many requests
   */
  record Charge(Quota quota, String region, int times) {}

  /** The quotas of AWS. */
  static QuotaTable aws() {
    return parse(RowFile.text(QuotaTable.class, "quotas.txt"));
  }

  /** Reads rows. */
  static QuotaTable parse(String rows) {
    return new QuotaTable(
        rows.lines()
            .filter(row -> !row.isBlank() && !row.startsWith("#"))
            .map(QuotaTable::quota)
            .toList());
  }

  private static Quota quota(String row) {
    String[] columns = row.split("\\|", -1);
    if (columns.length < 3) {
      throw new IllegalArgumentException("not a row of a quota: " + row);
    }
    List<String> rates = words(columns[1]);
    return new Quota(
        columns[0].strip(),
        Double.parseDouble(rates.get(0)),
        rates.stream()
            .skip(1)
            .map(rate -> rate.split("=", 2))
            .collect(Collectors.toMap(pair -> pair[0], pair -> Double.parseDouble(pair[1]))),
        Set.copyOf(words(columns[2])),
        columns.length > 3 ? words(columns[3]) : List.of());
  }

  private static List<String> words(String column) {
    return Arrays.asList(column.strip().split("\\s+"));
  }

  /** The operations that are counted. */
  Set<String> operations() {
    return byOperation.keySet();
  }

  /** What a well-formed request to a region is charged. */
  List<Charge> charges(String region, AwsRequest request) {
    List<Charge> charges = new ArrayList<>();
    String operation = Members.operation(request);
    for (String kind : kinds(request)) {
      of(operation, kind).map(quota -> new Charge(quota, region, 1)).ifPresent(charges::add);
    }
    elsewhere(request).ifPresent(charges::add);
    return charges.stream().distinct().toList();
  }

  private Optional<Quota> of(String operation, String kind) {
    return byOperation.getOrDefault(operation, List.of()).stream()
        .filter(quota -> quota.counts(operation, kind))
        .findFirst();
  }

  /** An algorithm that is not named is the symmetric one (KMS API reference, "Encrypt"). */
  private static List<String> kinds(AwsRequest request) {
    List<String> kinds =
        request.sdkFields().stream()
            .filter(field -> KINDS.contains(field.memberName()))
            .map(field -> Optional.ofNullable(field.getValueOrDefault(request)))
            .map(value -> value.map(Object::toString).orElse(SYMMETRIC))
            .toList();
    return kinds.isEmpty() ? List.of(SYMMETRIC) : kinds;
  }

  /** What counts in two regions: as much in the other as the notes of AWS's table say. */
  private Optional<Charge> elsewhere(AwsRequest request) {
    if (request instanceof ReplicateKeyRequest replicate) {
      return of("CreateKey", SYMMETRIC)
          .map(quota -> new Charge(quota, replicate.replicaRegion(), 2));
    }
    if (request instanceof UpdatePrimaryRegionRequest update) {
      return of("UpdatePrimaryRegion", SYMMETRIC)
          .map(quota -> new Charge(quota, update.primaryRegion(), 1));
    }
    return Optional.empty();
  }
}
