package io.snapseal.rds.storage;

import io.snapseal.iam.Caller;
import io.snapseal.state.Scope;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KeyListEntry;
import software.amazon.awssdk.services.rds.model.StorageEncryptionType;

/**
 * The AWS owned keys, SSE-RDS: what encrypts new Aurora clusters that name no key (Aurora user
 * guide, "Overview of encrypting Amazon Aurora resources"). Each region has one, in an account that
 * nobody can sign for, so that no account sees it, uses it otherwise or disables it. Its policy
 * lets RDS itself use it: there are no grants on it.
 */
public final class OwnedKeys {
  /** The account that the keys are in: no user's. */
  public static final String ACCOUNT = "000000000001";

  private static final String RDS = "rds";
  private static final String POLICY =
      """
      {"Version":"2012-10-17","Statement":[
        {"Sid":"Their own account, which is nobody's","Effect":"Allow",
         "Principal":{"AWS":"arn:aws:iam::%s:root"},"Action":"kms:*","Resource":"*"},
        {"Sid":"RDS itself","Effect":"Allow","Principal":{"Service":"%s"},
         "Action":["kms:Decrypt","kms:GenerateDataKey*","kms:DescribeKey"],"Resource":"*"}]}""";

  private final Function<Caller, KmsClient> kms;
  private final Map<String, String> arns = new ConcurrentHashMap<>();

  public OwnedKeys(Function<Caller, KmsClient> kms) {
    this.kms = kms;
  }

  /** What a resource of that scope is sealed under; empty if it is not encrypted. */
  public Optional<SealingKey> sealing(Scope scope, StorageEncryption encryption) {
    return encryption.type() == StorageEncryptionType.SSE_RDS
        ? Optional.of(new SealingKey(new Scope(ACCOUNT, scope.region()), arn(scope.region())))
        : Optional.ofNullable(encryption.kmsKeyArn()).map(arn -> new SealingKey(scope, arn));
  }

  /** The key of a region, made when it is first needed. */
  private String arn(String region) {
    return arns.computeIfAbsent(region, this::found);
  }

  /** A process that dies while it makes the key makes no second one. */
  private String found(String region) {
    KmsClient client = kms.apply(Caller.root(ACCOUNT, region, RDS));
    List<KeyListEntry> keys = client.listKeys().keys();
    return keys.isEmpty() ? made(client, region) : keys.get(0).keyArn();
  }

  private static String made(KmsClient client, String region) {
    return client
        .createKey(
            r ->
                r.description("AWS owned key of RDS (SSE-RDS)")
                    .policy(POLICY.formatted(ACCOUNT, Caller.serviceName(RDS, region))))
        .keyMetadata()
        .arn();
  }
}
