package io.snapseal.kms;

import io.snapseal.iam.Caller;
import io.snapseal.state.ResourceTable;
import io.snapseal.state.Row;
import io.snapseal.state.Scope;
import io.snapseal.state.StateStore;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.kms.model.AliasListEntry;
import software.amazon.awssdk.services.kms.model.KeyManagerType;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KeyState;

/** The keys and aliases of all accounts and regions, and how a request's words lead to a key. */
final class Keys {
  private static final String AWS_ALIAS = "alias/aws/";

  private final StateStore state;
  private final NewKeys newKeys;
  private final Clock clock;

  static final ResourceTable<KeyMetadata, KeyInternals> KEYS =
      new ResourceTable<>("kms-key", KeyMetadata.class, KeyMetadata::builder, KeyInternals.class);
  static final ResourceTable<AliasListEntry, NoInternals> ALIASES =
      new ResourceTable<>(
          "kms-alias", AliasListEntry.class, AliasListEntry::builder, NoInternals.class);

  Keys(StateStore state, NewKeys newKeys, Clock clock) {
    this.state = state;
    this.newKeys = newKeys;
    this.clock = clock;
  }

  /** The key that an identifier of any of the four forms names. */
  Row<KeyMetadata, KeyInternals> find(Caller caller, @Nullable String identifier) {
    KeyName name = KeyName.parse(caller, identifier);
    return name.isAlias() ? ofAlias(name) : ofId(name);
  }

  /** The key that a key id or key ARN names; operations that change a key take no alias. */
  Row<KeyMetadata, KeyInternals> findById(Caller caller, @Nullable String identifier) {
    KeyName name = KeyName.parse(caller, identifier);
    if (name.isAlias()) {
      throw KmsFaults.notFound("Invalid keyId " + identifier);
    }
    return ofId(name);
  }

  /** The key of that name, if it is there; nothing is made for asking. */
  Optional<Row<KeyMetadata, KeyInternals>> ifThere(KeyName name) {
    if (!name.isAlias()) {
      return byId(name.scope(), name.keyId());
    }
    return alias(name.scope(), name.resource())
        .flatMap(found -> byId(name.scope(), found.shown().targetKeyId()));
  }

  /** The key of an account in the caller's region, if it is there. */
  Optional<Row<KeyMetadata, KeyInternals>> byId(Scope scope, String keyId) {
    destroyWhatIsDue(scope, keyId);
    return state.read(handle -> KEYS.find(handle, scope, keyId));
  }

  /** A customer's key that may be changed: AWS-managed keys are not the caller's to change. */
  Row<KeyMetadata, KeyInternals> ownToChange(
      Caller caller, @Nullable String identifier, String action) {
    Row<KeyMetadata, KeyInternals> key = findById(caller, identifier);
    if (key.shown().keyManager() == KeyManagerType.AWS) {
      throw KmsFaults.accessDenied(
          "User: %s is not authorized to perform: %s on resource: %s: an AWS managed key cannot be changed"
              .formatted(caller.principalArn(), action, key.shown().arn()));
    }
    return key;
  }

  /** Refuses a key that may not be used now (KMS developer guide, "Key states of AWS KMS keys"). */
  static void requireEnabled(KeyMetadata key) {
    if (key.keyState() == KeyState.DISABLED) {
      throw KmsFaults.disabled(key.arn());
    }
    if (key.keyState() == KeyState.PENDING_DELETION) {
      throw KmsFaults.invalidState(key.arn(), "pending deletion");
    }
  }

  /** Reads the key again inside a transaction, and stores what the change makes of it. */
  Row<KeyMetadata, KeyInternals> change(
      Row<KeyMetadata, KeyInternals> key, UnaryOperator<Row<KeyMetadata, KeyInternals>> change) {
    return state.write(
        handle -> {
          Row<KeyMetadata, KeyInternals> current =
              KEYS.find(handle, key.scope(), key.id())
                  .filter(found -> !due(found.shown()))
                  .orElseThrow(() -> KmsFaults.keyNotFound(key.shown().arn()));
          Row<KeyMetadata, KeyInternals> changed = change.apply(current);
          KEYS.update(handle, changed);
          return changed;
        });
  }

  /** Destroys every key whose waiting period is over; how many there were. */
  int destroyDue() {
    List<Row<KeyMetadata, KeyInternals>> due =
        state.read(KEYS::everywhere).stream().filter(key -> due(key.shown())).toList();
    return (int) due.stream().filter(this::destroy).count();
  }

  /**
   * Takes the bytes of what was destroyed out of the write-ahead log, too: they would stay in it
   * until it is written over.
   *
   * @return false if others were reading an older state: to be tried again
   */
  boolean emptyLog() {
    return state.read(
        handle ->
            handle
                .createQuery("pragma wal_checkpoint(truncate)")
                .map((row, context) -> row.getInt("busy") == 0)
                .one());
  }

  /** The alias of that name, unless it was a name of a key that is gone. */
  Optional<Row<AliasListEntry, NoInternals>> alias(Scope scope, String name) {
    Optional<Row<AliasListEntry, NoInternals>> alias =
        state.read(handle -> ALIASES.find(handle, scope, name));
    return alias.filter(found -> byId(scope, found.shown().targetKeyId()).isPresent());
  }

  /** The aliases of a scope, without those of keys that are gone. */
  List<AliasListEntry> aliases(Scope scope) {
    state.read(handle -> KEYS.list(handle, scope)).stream()
        .filter(key -> due(key.shown()))
        .forEach(this::destroy);
    return state.read(handle -> ALIASES.list(handle, scope)).stream().map(Row::shown).toList();
  }

  List<Row<KeyMetadata, KeyInternals>> list(Scope scope) {
    return state.read(handle -> KEYS.list(handle, scope)).stream()
        .filter(key -> !due(key.shown()))
        .toList();
  }

  private Row<KeyMetadata, KeyInternals> ofId(KeyName name) {
    return byId(name.scope(), name.keyId()).orElseThrow(() -> KmsFaults.keyNotFound(name.arn()));
  }

  private Row<KeyMetadata, KeyInternals> ofAlias(KeyName name) {
    Optional<Row<AliasListEntry, NoInternals>> alias = alias(name.scope(), name.resource());
    if (alias.isEmpty() && name.resource().startsWith(AWS_ALIAS)) {
      return awsManaged(name);
    }
    return alias
        .flatMap(found -> byId(name.scope(), found.shown().targetKeyId()))
        .orElseThrow(() -> KmsFaults.aliasNotFound(name.arn()));
  }

  /** AWS managed keys come into being on first use (KMS developer guide, "AWS managed keys"). */
  private Row<KeyMetadata, KeyInternals> awsManaged(KeyName name) {
    Row<KeyMetadata, KeyInternals> made =
        newKeys
            .awsManaged(name.scope(), name.resource())
            .orElseThrow(() -> KmsFaults.aliasNotFound(name.arn()));
    return state.write(handle -> insertedOnce(handle, name, made));
  }

  private Row<KeyMetadata, KeyInternals> insertedOnce(
      Handle handle, KeyName name, Row<KeyMetadata, KeyInternals> made) {
    boolean first =
        ALIASES.insert(
            handle, Aliases.row(name.scope(), name.resource(), made.id(), clock.instant()));
    if (first) {
      KEYS.insert(handle, made);
      return made;
    }
    String other =
        ALIASES.find(handle, name.scope(), name.resource()).orElseThrow().shown().targetKeyId();
    return KEYS.find(handle, name.scope(), other).orElseThrow();
  }

  /** When the waiting period is over the key is gone, wrapped bytes and aliases with it. */
  private void destroyWhatIsDue(Scope scope, String keyId) {
    state
        .read(handle -> KEYS.find(handle, scope, keyId))
        .filter(key -> due(key.shown()))
        .ifPresent(this::destroy);
  }

  /** Looks again inside the transaction: its deletion may have been cancelled meanwhile. */
  private boolean destroy(Row<KeyMetadata, KeyInternals> key) {
    return state.write(
        handle -> {
          boolean due =
              KEYS.find(handle, key.scope(), key.id())
                  .filter(current -> due(current.shown()))
                  .isPresent();
          if (due) {
            destroy(handle, key.scope(), key.id());
          }
          return due;
        });
  }

  private static void destroy(Handle handle, Scope scope, String keyId) {
    ALIASES.list(handle, scope).stream()
        .filter(alias -> keyId.equals(alias.shown().targetKeyId()))
        .forEach(alias -> ALIASES.delete(handle, scope, alias.id()));
    Grants.GRANTS
        .listUnder(handle, scope, Grants.prefix(keyId))
        .forEach(grant -> Grants.GRANTS.delete(handle, scope, grant.id()));
    KEYS.delete(handle, scope, keyId);
  }

  private boolean due(KeyMetadata key) {
    return key.keyState() == KeyState.PENDING_DELETION
        && !clock.instant().isBefore(key.deletionDate());
  }
}
