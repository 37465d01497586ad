package io.snapseal.kms;

import io.snapseal.iam.Caller;
import io.snapseal.state.Page;
import io.snapseal.state.Row;
import io.snapseal.state.StateStore;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import software.amazon.awssdk.services.kms.model.CancelKeyDeletionRequest;
import software.amazon.awssdk.services.kms.model.CancelKeyDeletionResponse;
import software.amazon.awssdk.services.kms.model.CreateKeyRequest;
import software.amazon.awssdk.services.kms.model.CreateKeyResponse;
import software.amazon.awssdk.services.kms.model.DescribeKeyRequest;
import software.amazon.awssdk.services.kms.model.DescribeKeyResponse;
import software.amazon.awssdk.services.kms.model.DisableKeyRequest;
import software.amazon.awssdk.services.kms.model.DisableKeyResponse;
import software.amazon.awssdk.services.kms.model.EnableKeyRequest;
import software.amazon.awssdk.services.kms.model.EnableKeyResponse;
import software.amazon.awssdk.services.kms.model.KeyListEntry;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.kms.model.ListKeysRequest;
import software.amazon.awssdk.services.kms.model.ListKeysResponse;
import software.amazon.awssdk.services.kms.model.ScheduleKeyDeletionRequest;
import software.amazon.awssdk.services.kms.model.ScheduleKeyDeletionResponse;
import software.amazon.awssdk.services.kms.model.UpdateKeyDescriptionRequest;
import software.amazon.awssdk.services.kms.model.UpdateKeyDescriptionResponse;

/** A key from creation to deletion (KMS developer guide, "Key states of AWS KMS keys"). */
final class KeyLifecycle {
  private static final int DEFAULT_WAIT_DAYS = 30;
  private static final int MIN_WAIT_DAYS = 7;
  private static final int DEFAULT_PAGE = 100;
  private static final int MAX_PAGE = 1000;

  private final StateStore state;
  private final Keys keys;
  private final NewKeys newKeys;
  private final KeyPolicies policies;
  private final Clock clock;

  KeyLifecycle(StateStore state, Keys keys, NewKeys newKeys, KeyPolicies policies, Clock clock) {
    this.state = state;
    this.keys = keys;
    this.newKeys = newKeys;
    this.policies = policies;
    this.clock = clock;
  }

  CreateKeyResponse create(Caller caller, CreateKeyRequest request) {
    KeyKind kind = KeyKind.of(request);
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
        newKeys.customer(caller.scope(), kind, description, policy, tags);
    state.change(handle -> Keys.KEYS.insert(handle, key));
    return CreateKeyResponse.builder().keyMetadata(key.shown()).build();
  }

  DescribeKeyResponse describe(Caller caller, DescribeKeyRequest request) {
    return DescribeKeyResponse.builder()
        .keyMetadata(keys.find(caller, request.keyId()).shown())
        .build();
  }

  UpdateKeyDescriptionResponse describeAs(Caller caller, UpdateKeyDescriptionRequest request) {
    keys.change(
        keys.ownToChange(caller, request.keyId(), "kms:UpdateKeyDescription"),
        current -> {
          KeyStates.mustNotBePendingDeletion(current.shown());
          return current.show(
              current.shown().toBuilder().description(request.description()).build());
        });
    return UpdateKeyDescriptionResponse.builder().build();
  }

  ListKeysResponse list(Caller caller, ListKeysRequest request) {
    Page<Row<KeyMetadata, KeyInternals>> page =
        Lists.page(
            keys.list(caller.scope()),
            Row::id,
            request.marker(),
            request.limit(),
            DEFAULT_PAGE,
            MAX_PAGE);
    return ListKeysResponse.builder()
        .keys(
            page.items().stream()
                .map(
                    key -> KeyListEntry.builder().keyId(key.id()).keyArn(key.shown().arn()).build())
                .toList())
        .truncated(page.next() != null)
        .nextMarker(page.next())
        .build();
  }

  EnableKeyResponse enable(Caller caller, EnableKeyRequest request) {
    toggle(caller, request.keyId(), "kms:EnableKey", KeyState.ENABLED);
    return EnableKeyResponse.builder().build();
  }

  DisableKeyResponse disable(Caller caller, DisableKeyRequest request) {
    toggle(caller, request.keyId(), "kms:DisableKey", KeyState.DISABLED);
    return DisableKeyResponse.builder().build();
  }

  ScheduleKeyDeletionResponse scheduleDeletion(Caller caller, ScheduleKeyDeletionRequest request) {
    int days =
        request.pendingWindowInDays() == null ? DEFAULT_WAIT_DAYS : request.pendingWindowInDays();
    if (days < MIN_WAIT_DAYS || days > DEFAULT_WAIT_DAYS) {
      throw KmsFaults.constraint(
          days,
          "pendingWindowInDays",
          days < MIN_WAIT_DAYS
              ? "Member must have value greater than or equal to 7"
              : "Member must have value less than or equal to 30");
    }
    Instant deletion = clock.instant().plus(days, ChronoUnit.DAYS);
    KeyMetadata key =
        keys.change(
                keys.ownToChange(caller, request.keyId(), "kms:ScheduleKeyDeletion"),
                current -> {
                  KeyStates.mustNotBePendingDeletion(current.shown());
                  return current.show(doomed(current, deletion, days));
                })
            .shown();
    return ScheduleKeyDeletionResponse.builder()
        .keyId(key.arn())
        .keyState(key.keyState())
        .deletionDate(key.deletionDate())
        .pendingWindowInDays(days)
        .build();
  }

  /** The waiting period of a primary key begins when it has no replica keys any more. */
  private static KeyMetadata doomed(
      Row<KeyMetadata, KeyInternals> key, Instant deletion, int days) {
    boolean alone = RelatedKeys.scopes(key).size() == 1 || !RelatedKeys.isPrimary(key.shown());
    return alone
        ? KeyStates.inState(key.shown(), KeyState.PENDING_DELETION).toBuilder()
            .deletionDate(deletion)
            .build()
        : KeyStates.inState(key.shown(), KeyState.PENDING_REPLICA_DELETION).toBuilder()
            .pendingDeletionWindowInDays(days)
            .build();
  }

  CancelKeyDeletionResponse cancelDeletion(Caller caller, CancelKeyDeletionRequest request) {
    Row<KeyMetadata, KeyInternals> key =
        keys.change(
            keys.ownToChange(caller, request.keyId(), "kms:CancelKeyDeletion"),
            current -> {
              if (!KeyStates.isToBeDeleted(current.shown())) {
                throw KmsFaults.invalidState(current.shown().arn(), "not pending deletion");
              }
              return current.show(
                  KeyStates.inState(current.shown(), KeyStates.afterCancellation(current))
                      .toBuilder()
                      .deletionDate(null)
                      .pendingDeletionWindowInDays(null)
                      .build());
            });
    return CancelKeyDeletionResponse.builder().keyId(key.shown().arn()).build();
  }

  private void toggle(Caller caller, String keyId, String action, KeyState target) {
    keys.change(
        keys.ownToChange(caller, keyId, action),
        current -> {
          KeyStates.mustNotBePendingDeletion(current.shown());
          KeyStates.mustNotBePendingImport(current.shown());
          return current.show(KeyStates.inState(current.shown(), target));
        });
  }
}
