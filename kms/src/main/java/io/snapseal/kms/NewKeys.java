package io.snapseal.kms;

import io.snapseal.iam.Caller;
import io.snapseal.state.Row;
import io.snapseal.state.Scope;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.kms.model.CustomerMasterKeySpec;
import software.amazon.awssdk.services.kms.model.EncryptionAlgorithmSpec;
import software.amazon.awssdk.services.kms.model.KeyManagerType;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KeySpec;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.kms.model.KeyUsageType;
import software.amazon.awssdk.services.kms.model.OriginType;

/** Makes keys. Nothing is stored here. */
final class NewKeys {
  private static final Map<String, String> AWS_MANAGED =
      Map.of(
          "alias/aws/rds",
          "Default key that protects my RDS database volumes when no other key is defined");

  private final KeyMaterial material;
  private final Clock clock;
  private final Supplier<String> uuid;

  NewKeys(KeyMaterial material, Clock clock, Supplier<String> uuid) {
    this.material = material;
    this.clock = clock;
    this.uuid = uuid;
  }

  /** A new customer managed symmetric key. */
  Row<KeyMetadata, KeyInternals> customer(
      Scope scope, String description, String policy, Map<String, String> tags) {
    return row(scope, description, policy, tags, KeyManagerType.CUSTOMER);
  }

  /** The AWS managed key behind an {@code alias/aws/…}, if this region has that service. */
  Optional<Row<KeyMetadata, KeyInternals>> awsManaged(Scope scope, String alias) {
    return Optional.ofNullable(AWS_MANAGED.get(alias))
        .map(
            description ->
                row(scope, description, viaService(scope, alias), Map.of(), KeyManagerType.AWS));
  }

  /** The policy a key gets when none is given (KMS developer guide, "Default key policy"). */
  static String defaultPolicy(String account) {
    return """
        {
          "Version" : "2012-10-17",
          "Id" : "key-default-1",
          "Statement" : [ {
            "Sid" : "Enable IAM User Permissions",
            "Effect" : "Allow",
            "Principal" : {
              "AWS" : "%s"
            },
            "Action" : "kms:*",
            "Resource" : "*"
          } ]
        }"""
        .formatted(Caller.rootArn(account));
  }

  private static String viaService(Scope scope, String alias) {
    String service = alias.substring(alias.lastIndexOf('/') + 1);
    return """
        {
          "Version" : "2012-10-17",
          "Id" : "auto-%1$s",
          "Statement" : [ {
            "Sid" : "Allow access through %1$s for all principals in the account that are authorized to use it",
            "Effect" : "Allow",
            "Principal" : { "AWS" : "*" },
            "Action" : [ "kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:CreateGrant", "kms:ListGrants", "kms:DescribeKey" ],
            "Resource" : "*",
            "Condition" : { "StringEquals" : { "kms:CallerAccount" : "%2$s", "kms:ViaService" : "%1$s.%3$s.amazonaws.com" } }
          } ]
        }"""
        .formatted(service, scope.account(), scope.region());
  }

  @SuppressWarnings("deprecation") // AWS still answers CustomerMasterKeySpec, and clients read it
  private Row<KeyMetadata, KeyInternals> row(
      Scope scope,
      String description,
      String policy,
      Map<String, String> tags,
      KeyManagerType manager) {
    String keyId = uuid.get();
    KeyMetadata shown =
        KeyMetadata.builder()
            .awsAccountId(scope.account())
            .keyId(keyId)
            .arn(KeyName.keyArn(scope, keyId))
            .creationDate(clock.instant())
            .enabled(true)
            .description(description)
            .keyUsage(KeyUsageType.ENCRYPT_DECRYPT)
            .keyState(KeyState.ENABLED)
            .origin(OriginType.AWS_KMS)
            .keyManager(manager)
            .keySpec(KeySpec.SYMMETRIC_DEFAULT)
            .customerMasterKeySpec(CustomerMasterKeySpec.SYMMETRIC_DEFAULT)
            .encryptionAlgorithms(EncryptionAlgorithmSpec.SYMMETRIC_DEFAULT)
            .multiRegion(false)
            .build();
    String name = materialName(scope, keyId);
    String wrapped = material.create(name);
    int version = material.newest(name, wrapped);
    Material first = Material.first(version, MaterialIds.made(name, version));
    return new Row<>(
        scope,
        keyId,
        shown.toBuilder().currentKeyMaterialId(first.id()).build(),
        new KeyInternals(wrapped, policy, tags, List.of(first), null));
  }

  /** The name that key material and ciphertexts are bound to. */
  static String materialName(Scope scope, String keyId) {
    return scope.account() + ":" + keyId;
  }
}
