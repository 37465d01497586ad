package io.snapseal.rds;

import io.snapseal.iam.Caller;
import io.snapseal.rds.Attempt.Place;
import io.snapseal.rds.Surface.KeyRole;
import io.snapseal.rds.storage.OwnedKeys;
import io.snapseal.state.Scope;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.GrantListEntry;

/** The keys of one row: customer managed ones of its own, and those that an account has anyway. */
final class SurfaceKeys {
  private static final String POLICY =
      """
      {"Version":"2012-10-17","Statement":[
        {"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::%s:root"},"Action":"kms:*","Resource":"*"},
        {"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::%s:root"},
         "Action":["kms:DescribeKey","kms:CreateGrant","kms:Decrypt","kms:GenerateDataKey*","kms:RetireGrant"],
         "Resource":"*"}]}"""
          .formatted(RdsFixture.ACCOUNT, SharingFixture.OTHER);

  private final RdsFixture fixture;
  private final Map<KeyRole, String> arns = new EnumMap<>(KeyRole.class);

  SurfaceKeys(RdsFixture fixture) {
    this.fixture = fixture;
    arns.put(
        KeyRole.CUSTOMER, kms(Place.HERE).createKey(r -> r.policy(POLICY)).keyMetadata().arn());
    arns.put(KeyRole.ANOTHER, made(Place.HERE));
    arns.put(KeyRole.ABROAD, made(Place.ABROAD));
    arns.put(KeyRole.THEIRS, made(Place.THEIRS));
    arns.put(
        KeyRole.AWS_MANAGED,
        kms(Place.HERE).describeKey(r -> r.keyId("alias/aws/rds")).keyMetadata().arn());
  }

  private String made(Place place) {
    return kms(place).createKey(r -> {}).keyMetadata().arn();
  }

  /** A key's ARN; null of none, and of the one that no account sees. */
  @Nullable String arn(KeyRole key) {
    return key.seen() ? Objects.requireNonNull(arns.get(key)) : null;
  }

  /** KMS as RDS asks it, to read what is under a key. */
  KmsClient reading(Scope scope, KeyRole key) {
    String account = key == KeyRole.AWS_OWNED ? OwnedKeys.ACCOUNT : scope.account();
    return fixture.kms.as(Caller.root(account, scope.region(), "test").via("rds"));
  }

  /** What is left of RDS's use of the keys. */
  List<GrantListEntry> grants() {
    return Stream.of(Place.values()).flatMap(this::grants).toList();
  }

  private Stream<GrantListEntry> grants(Place place) {
    String start = "arn:aws:kms:%s:%s:".formatted(place.scope().region(), place.scope().account());
    return arns.values().stream()
        .filter(arn -> arn.startsWith(start))
        .flatMap(arn -> kms(place).listGrants(r -> r.keyId(arn)).grants().stream());
  }

  private KmsClient kms(Place place) {
    return fixture.kms.as(Caller.root(place.scope().account(), place.scope().region(), "test"));
  }
}
