package io.snapseal.kms;

import io.snapseal.iam.Caller;
import io.snapseal.state.Row;
import io.snapseal.state.Scope;
import io.snapseal.state.StateStore;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.kms.model.OriginType;
import software.amazon.awssdk.services.kms.model.ReplicateKeyRequest;
import software.amazon.awssdk.services.kms.model.ReplicateKeyResponse;
import software.amazon.awssdk.services.kms.model.UpdatePrimaryRegionRequest;
import software.amazon.awssdk.services.kms.model.UpdatePrimaryRegionResponse;

/**
 * One key in several regions of this server (KMS developer guide, "Multi-Region keys in AWS KMS"):
 * the same id and material; each with its own policy, description, tags, aliases and state. Every
 * change is one transaction over all related keys, so that none of them is ever {@code Creating} or
 * {@code Updating}.
 */
final class MultiRegionKeys {
  private final StateStore state;
  private final Keys keys;
  private final KeyPolicies policies;
  private final Set<String> regions;
  private final Clock clock;

  MultiRegionKeys(
      StateStore state, Keys keys, KeyPolicies policies, Set<String> regions, Clock clock) {
    this.state = state;
    this.keys = keys;
    this.policies = policies;
    this.regions = Set.copyOf(regions);
    this.clock = clock;
  }

  ReplicateKeyResponse replicate(Caller caller, ReplicateKeyRequest request) {
    KeyPolicy policy =
        request.policy() == null
            ? KeyPolicy.ofAccounts(NewKeys.defaultPolicy(caller.account()))
            : policies.valid(
                caller,
                KeyName.keyArn(caller.scope(), "new"),
                request.policy(),
                Boolean.TRUE.equals(request.bypassPolicyLockoutSafetyCheck()));
    Map<String, String> tags = KeyTags.added(Map.of(), request.tags());
    String description = request.description() == null ? "" : request.description();
    Row<KeyMetadata, KeyInternals> key =
        keys.ownToChange(caller, request.keyId(), "kms:ReplicateKey");
    mustBePrimary(key.shown());
    Scope scope = new Scope(key.scope().account(), known(request.replicaRegion()));
    keys.byId(scope, key.id());
    Row<KeyMetadata, KeyInternals> replica =
        state.write(
            handle -> {
              Row<KeyMetadata, KeyInternals> primary = keys.current(handle, key);
              mustBePrimary(primary.shown());
              KeyStates.mustBeEnabled(primary.shown());
              KeyInternals internal = internals(primary).withPolicy(policy).withTags(tags);
              return inserted(handle, primary, replica(primary, scope, description, internal));
            });
    return ReplicateKeyResponse.builder()
        .replicaKeyMetadata(replica.shown())
        .replicaPolicy(policy.text())
        .replicaTags(KeyTags.shown(tags))
        .build();
  }

  UpdatePrimaryRegionResponse updatePrimary(Caller caller, UpdatePrimaryRegionRequest request) {
    Row<KeyMetadata, KeyInternals> key =
        keys.ownToChange(caller, request.keyId(), "kms:UpdatePrimaryRegion");
    mustBePrimary(key.shown());
    Scope scope = new Scope(key.scope().account(), request.primaryRegion());
    if (scope.equals(key.scope())) {
      throw KmsFaults.unsupportedFor(key.shown().arn() + " is the primary key already.");
    }
    Row<KeyMetadata, KeyInternals> next =
        keys.byId(scope, key.id())
            .orElseThrow(() -> KmsFaults.keyNotFound(KeyName.keyArn(scope, key.id())));
    state.change(handle -> exchange(handle, keys.current(handle, key), keys.current(handle, next)));
    return UpdatePrimaryRegionResponse.builder().build();
  }

  /** The rotation plan goes with the primary key. */
  private static void exchange(
      Handle handle, Row<KeyMetadata, KeyInternals> old, Row<KeyMetadata, KeyInternals> next) {
    mustBePrimary(old.shown());
    KeyStates.mustBeEnabled(old.shown());
    KeyStates.mustBeEnabled(next.shown());
    String primary = next.scope().region();
    List<String> replicas = RelatedKeys.replicaRegions(old);
    replicas.remove(primary);
    replicas.add(old.scope().region());
    RotationPlan plan = old.internal().rotation();
    RelatedKeys.change(
        handle,
        old,
        one ->
            RelatedKeys.in(one, primary, replicas)
                .keep(
                    one.internal()
                        .withRotation(one.scope().region().equals(primary) ? plan : null)));
  }

  private static Row<KeyMetadata, KeyInternals> inserted(
      Handle handle, Row<KeyMetadata, KeyInternals> primary, Row<KeyMetadata, KeyInternals> fresh) {
    List<String> replicas = RelatedKeys.replicaRegions(primary);
    replicas.add(fresh.scope().region());
    Row<KeyMetadata, KeyInternals> replica =
        RelatedKeys.in(fresh, primary.scope().region(), replicas);
    if (!Keys.KEYS.insert(handle, replica)) {
      throw KmsFaults.keyExists(fresh.shown().arn());
    }
    RelatedKeys.change(
        handle, primary, one -> RelatedKeys.in(one, primary.scope().region(), replicas));
    return replica;
  }

  private Row<KeyMetadata, KeyInternals> replica(
      Row<KeyMetadata, KeyInternals> primary,
      Scope scope,
      String description,
      KeyInternals internal) {
    boolean external = primary.shown().origin() == OriginType.EXTERNAL;
    KeyMetadata shown =
        primary.shown().toBuilder()
            .arn(KeyName.keyArn(scope, primary.id()))
            .creationDate(clock.instant())
            .description(description)
            .validTo(null)
            .expirationModel((String) null)
            .build();
    return new Row<>(
        scope,
        primary.id(),
        external ? KeyStates.inState(shown, KeyState.PENDING_IMPORT) : shown,
        internal);
  }

  /** A key of this server shares its material; its owner brings imported material once more. */
  private static KeyInternals internals(Row<KeyMetadata, KeyInternals> primary) {
    KeyInternals internal = primary.internal().withRotation(null);
    if (primary.shown().origin() != OriginType.EXTERNAL) {
      return internal;
    }
    return internal.withMaterial(
        "",
        internal.materials().stream()
            .map(one -> one.imported() == null ? one : one.withImported(one.imported().gone()))
            .toList());
  }

  private String known(String region) {
    if (!regions.contains(region)) {
      throw KmsFaults.validation(
          "The ReplicaRegion " + region + " is not one of this server's regions.");
    }
    return region;
  }

  private static void mustBePrimary(KeyMetadata key) {
    if (!Boolean.TRUE.equals(key.multiRegion()) || !RelatedKeys.isPrimary(key)) {
      throw KmsFaults.unsupportedFor(key.arn() + " is not a multi-Region primary key.");
    }
  }
}
