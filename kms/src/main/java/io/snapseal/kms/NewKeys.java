package io.snapseal.kms;

import io.snapseal.iam.Caller;
import io.snapseal.state.Row;
import io.snapseal.state.Scope;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.kms.model.KeyManagerType;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.kms.model.OriginType;

/** Makes keys. Nothing is stored here. */
final class NewKeys {
  private static final Map<String, String> AWS_MANAGED =
      Map.of(
          "alias/aws/rds",
          "Default key that protects my RDS database volumes when no other key is defined");

  private final NewMaterial material;
  private final Clock clock;
  private final Supplier<String> uuid;

  NewKeys(NewMaterial material, Clock clock, Supplier<String> uuid) {
    this.material = material;
    this.clock = clock;
    this.uuid = uuid;
  }

  /** A new customer managed key. */
  Row<KeyMetadata, KeyInternals> customer(
      Scope scope, KeyKind kind, String description, KeyPolicy policy, Map<String, String> tags) {
    return row(scope, kind, description, policy, tags, KeyManagerType.CUSTOMER);
  }

  /** The AWS managed key behind an {@code alias/aws/…}, if this region has that service. */
  Optional<Row<KeyMetadata, KeyInternals>> awsManaged(Scope scope, String alias) {
    return Optional.ofNullable(AWS_MANAGED.get(alias))
        .map(
            description ->
                row(
                    scope,
                    KeyKind.SYMMETRIC,
                    description,
                    KeyPolicy.ofAccounts(viaService(scope, alias)),
                    Map.of(),
                    KeyManagerType.AWS));
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
          }, {
            "Sid" : "Allow direct access to key metadata to the account",
            "Effect" : "Allow",
            "Principal" : { "AWS" : "%4$s" },
            "Action" : [ "kms:Describe*", "kms:Get*", "kms:List*", "kms:RevokeGrant" ],
            "Resource" : "*"
          } ]
        }"""
        .formatted(service, scope.account(), scope.region(), Caller.rootArn(scope.account()));
  }

  @SuppressWarnings("deprecation") // AWS still answers CustomerMasterKeySpec, and clients read it
  private Row<KeyMetadata, KeyInternals> row(
      Scope scope,
      KeyKind kind,
      String description,
      KeyPolicy policy,
      Map<String, String> tags,
      KeyManagerType manager) {
    String keyId = keyId(kind);
    boolean external = kind.origin() == OriginType.EXTERNAL;
    KeyMetadata shown =
        KeyMetadata.builder()
            .awsAccountId(scope.account())
            .keyId(keyId)
            .arn(KeyName.keyArn(scope, keyId))
            .creationDate(clock.instant())
            .enabled(!external)
            .description(description)
            .keyUsage(kind.usage())
            .keyState(external ? KeyState.PENDING_IMPORT : KeyState.ENABLED)
            .origin(kind.origin())
            .keyManager(manager)
            .keySpec(kind.spec())
            .customerMasterKeySpec(kind.spec().toString())
            .multiRegion(kind.multiRegion())
            .build();
    Row<KeyMetadata, KeyInternals> key =
        new Row<>(
            scope,
            keyId,
            KeySpecs.withAlgorithms(shown),
            new KeyInternals("", policy.text(), policy.principals(), tags, List.of(), null));
    Row<KeyMetadata, KeyInternals> filled = external ? key : material.filled(key);
    return kind.multiRegion() ? RelatedKeys.in(filled, scope.region(), List.of()) : filled;
  }

  /** Ids of multi-Region keys tell that they are ones: {@code mrk-} and 32 digits. */
  private String keyId(KeyKind kind) {
    String id = uuid.get();
    return kind.multiRegion() ? "mrk-" + id.replace("-", "") : id;
  }

  /** The name that key material and ciphertexts are bound to. */
  static String materialName(Scope scope, String keyId) {
    return scope.account() + ":" + keyId;
  }
}
