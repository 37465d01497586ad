package io.snapseal.kms;

import io.snapseal.state.Row;
import io.snapseal.state.Scope;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.MultiRegionConfiguration;
import software.amazon.awssdk.services.kms.model.MultiRegionKey;
import software.amazon.awssdk.services.kms.model.MultiRegionKeyType;

/**
 * The keys of several regions that are one multi-Region key (KMS developer guide, "Multi-Region
 * keys in AWS KMS"). Each of them shows the same list of all of them.
 */
final class RelatedKeys {
  private RelatedKeys() {}

  /** The account and regions of a key and of all that are related to it, the primary key first. */
  static List<Scope> scopes(Row<KeyMetadata, KeyInternals> key) {
    MultiRegionConfiguration all = key.shown().multiRegionConfiguration();
    if (all == null) {
      return List.of(key.scope());
    }
    return Stream.concat(Stream.of(all.primaryKey()), all.replicaKeys().stream())
        .map(one -> new Scope(key.scope().account(), one.region()))
        .toList();
  }

  /** Whether a key is one that others are replicas of, or has none. */
  static boolean isPrimary(KeyMetadata key) {
    return key.multiRegionConfiguration() == null
        || key.multiRegionConfiguration().multiRegionKeyType() == MultiRegionKeyType.PRIMARY;
  }

  /** Changes every related key that is there, in the transaction of the handle. */
  static void change(
      Handle handle,
      Row<KeyMetadata, KeyInternals> key,
      UnaryOperator<Row<KeyMetadata, KeyInternals>> change) {
    for (Scope scope : scopes(key)) {
      Keys.KEYS
          .find(handle, scope, key.id())
          .ifPresent(one -> Keys.KEYS.update(handle, change.apply(one)));
    }
  }

  /** The same key in a set with these regions. */
  static Row<KeyMetadata, KeyInternals> in(
      Row<KeyMetadata, KeyInternals> key, String primary, List<String> replicas) {
    return key.show(
        key.shown().toBuilder()
            .multiRegion(true)
            .multiRegionConfiguration(
                MultiRegionConfiguration.builder()
                    .multiRegionKeyType(
                        key.scope().region().equals(primary)
                            ? MultiRegionKeyType.PRIMARY
                            : MultiRegionKeyType.REPLICA)
                    .primaryKey(one(key, primary))
                    .replicaKeys(
                        replicas.stream()
                            .sorted(Comparator.naturalOrder())
                            .map(region -> one(key, region))
                            .toList())
                    .build())
            .build());
  }

  /** The region of the primary key. */
  static String primaryRegion(Row<KeyMetadata, KeyInternals> key) {
    return key.shown().multiRegionConfiguration().primaryKey().region();
  }

  /** The regions of the replica keys. */
  static List<String> replicaRegions(Row<KeyMetadata, KeyInternals> key) {
    return new ArrayList<>(
        key.shown().multiRegionConfiguration().replicaKeys().stream()
            .map(MultiRegionKey::region)
            .toList());
  }

  private static MultiRegionKey one(Row<KeyMetadata, KeyInternals> key, String region) {
    Scope scope = new Scope(key.scope().account(), region);
    return MultiRegionKey.builder().region(region).arn(KeyName.keyArn(scope, key.id())).build();
  }
}
