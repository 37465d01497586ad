package io.snapseal.kms;

import io.snapseal.iam.Caller;
import io.snapseal.state.Page;
import io.snapseal.state.Row;
import io.snapseal.state.Scope;
import io.snapseal.state.StateStore;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.kms.model.AliasListEntry;
import software.amazon.awssdk.services.kms.model.CreateAliasRequest;
import software.amazon.awssdk.services.kms.model.CreateAliasResponse;
import software.amazon.awssdk.services.kms.model.DeleteAliasRequest;
import software.amazon.awssdk.services.kms.model.DeleteAliasResponse;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.ListAliasesRequest;
import software.amazon.awssdk.services.kms.model.ListAliasesResponse;
import software.amazon.awssdk.services.kms.model.UpdateAliasRequest;
import software.amazon.awssdk.services.kms.model.UpdateAliasResponse;

/** Names for keys that can be pointed at another key (KMS developer guide, "Using aliases"). */
final class Aliases {
  private static final Pattern NAME = Pattern.compile("alias/[a-zA-Z0-9/_-]{1,250}");
  private static final int DEFAULT_PAGE = 50;
  private static final int MAX_PAGE = 100;

  private final StateStore state;
  private final Keys keys;
  private final Clock clock;

  Aliases(StateStore state, Keys keys, Clock clock) {
    this.state = state;
    this.keys = keys;
    this.clock = clock;
  }

  CreateAliasResponse create(Caller caller, CreateAliasRequest request) {
    String name = valid(request.aliasName());
    Row<KeyMetadata, KeyInternals> key = target(caller, request.targetKeyId());
    Scope scope = caller.scope();
    boolean created =
        keys.alias(scope, name).isEmpty()
            && state.write(
                handle -> {
                  Row<KeyMetadata, KeyInternals> named = keys.current(handle, key);
                  return Keys.ALIASES.insert(handle, row(scope, name, named.id(), clock.instant()));
                });
    if (!created) {
      throw KmsFaults.aliasExists(KeyName.aliasArn(scope, name));
    }
    return CreateAliasResponse.builder().build();
  }

  UpdateAliasResponse update(Caller caller, UpdateAliasRequest request) {
    String name = valid(request.aliasName());
    Row<KeyMetadata, KeyInternals> key = target(caller, request.targetKeyId());
    Scope scope = caller.scope();
    if (keys.alias(scope, name).isEmpty()) {
      throw KmsFaults.aliasNotFound(KeyName.aliasArn(scope, name));
    }
    state.change(
        handle -> {
          AliasListEntry old =
              Keys.ALIASES
                  .find(handle, scope, name)
                  .orElseThrow(() -> KmsFaults.aliasNotFound(KeyName.aliasArn(scope, name)))
                  .shown();
          Row<KeyMetadata, KeyInternals> target = keys.current(handle, key);
          Keys.KEYS
              .find(handle, scope, old.targetKeyId())
              .ifPresent(before -> mustBeAlike(before, target));
          Row<AliasListEntry, NoInternals> changed = row(scope, name, key.id(), clock.instant());
          Keys.ALIASES.update(
              handle,
              changed.show(changed.shown().toBuilder().creationDate(old.creationDate()).build()));
        });
    return UpdateAliasResponse.builder().build();
  }

  DeleteAliasResponse delete(Caller caller, DeleteAliasRequest request) {
    String name = valid(request.aliasName());
    Scope scope = caller.scope();
    if (keys.alias(scope, name).isEmpty()
        || !state.write(handle -> Keys.ALIASES.delete(handle, scope, name))) {
      throw KmsFaults.aliasNotFound(KeyName.aliasArn(scope, name));
    }
    return DeleteAliasResponse.builder().build();
  }

  ListAliasesResponse list(Caller caller, ListAliasesRequest request) {
    List<AliasListEntry> all = keys.aliases(caller.scope());
    if (request.keyId() != null) {
      String keyId = ownKey(caller, request.keyId()).id();
      all = all.stream().filter(alias -> keyId.equals(alias.targetKeyId())).toList();
    }
    Page<AliasListEntry> page =
        Lists.page(
            all,
            AliasListEntry::aliasName,
            request.marker(),
            request.limit(),
            DEFAULT_PAGE,
            MAX_PAGE);
    return ListAliasesResponse.builder()
        .aliases(page.items())
        .truncated(page.next() != null)
        .nextMarker(page.next())
        .build();
  }

  static Row<AliasListEntry, NoInternals> row(Scope scope, String name, String keyId, Instant now) {
    AliasListEntry shown =
        AliasListEntry.builder()
            .aliasName(name)
            .aliasArn(KeyName.aliasArn(scope, name))
            .targetKeyId(keyId)
            .creationDate(now)
            .lastUpdatedDate(now)
            .build();
    return new Row<>(scope, name, shown, new NoInternals());
  }

  /** ListAliases lists by a key of the caller's own account only (KMS API reference). */
  private Row<KeyMetadata, KeyInternals> ownKey(Caller caller, String keyId) {
    KeyName name = KeyName.parse(caller, keyId);
    if (!name.scope().equals(caller.scope())) {
      throw KmsFaults.keyNotFound(name.arn());
    }
    return keys.findById(caller, keyId);
  }

  private Row<KeyMetadata, KeyInternals> target(Caller caller, String keyId) {
    Row<KeyMetadata, KeyInternals> key = keys.ownToChange(caller, keyId, "kms:CreateAlias");
    KeyStates.mustNotBePendingDeletion(key.shown());
    return key;
  }

  /** Code that was written for one kind of key must not meet another under the same name. */
  private static void mustBeAlike(
      Row<KeyMetadata, KeyInternals> old, Row<KeyMetadata, KeyInternals> next) {
    boolean alike =
        kind(old.shown()).equals(kind(next.shown()))
            && old.shown().keyUsage() == next.shown().keyUsage();
    if (!alike) {
      throw KmsFaults.validation(
          "Aliases can only be updated to keys of the same type (symmetric, asymmetric or HMAC)"
              + " and the same key usage.");
    }
  }

  private static String kind(KeyMetadata key) {
    if (KeySpecs.isHmac(key.keySpec())) {
      return "HMAC";
    }
    return KeySpecs.isAsymmetric(key.keySpec()) ? "asymmetric" : "symmetric";
  }

  private static String valid(@Nullable String given) {
    String name = KmsFaults.required(given, "aliasName");
    if (!name.startsWith("alias/")) {
      throw KmsFaults.validation("Invalid identifier: an alias begins with 'alias/'");
    }
    if (!NAME.matcher(name).matches()) {
      throw KmsFaults.validation(name + " contains invalid characters for an alias");
    }
    if (name.startsWith("alias/aws/")) {
      throw KmsFaults.invalidAliasName(
          "The alias " + name + " is reserved: names that begin with alias/aws/ belong to AWS.");
    }
    return name;
  }
}
