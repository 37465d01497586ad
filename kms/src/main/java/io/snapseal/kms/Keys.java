package io.snapseal.kms;

import io.snapseal.iam.Caller;
import io.snapseal.state.Remembered;
import io.snapseal.state.ResourceTable;
import io.snapseal.state.Row;
import io.snapseal.state.Scope;
import io.snapseal.state.StateStore;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.kms.model.AliasListEntry;
import software.amazon.awssdk.services.kms.model.KeyManagerType;
import software.amazon.awssdk.services.kms.model.KeyMetadata;

/** The keys and aliases of all accounts and regions, and how a request's words lead to a key. */
final class Keys {
  private static final String AWS_ALIAS = "alias/aws/";

  private static final int REMEMBERED = 1024;

  private final StateStore state;
  private final Remembered<Place, Optional<Row<KeyMetadata, KeyInternals>>> keys;
  private final Remembered<Place, Optional<Row<AliasListEntry, NoInternals>>> aliases;
  private final Remembered<Scope, Map<String, List<String>>> aliasNames;
  private final NewKeys newKeys;
  private final Clock clock;
  private final DueChanges dueChanges;

  static final ResourceTable<KeyMetadata, KeyInternals> KEYS =
      new ResourceTable<>("kms-key", KeyMetadata.class, KeyMetadata::builder, KeyInternals.class);
  static final ResourceTable<AliasListEntry, NoInternals> ALIASES =
      new ResourceTable<>(
          "kms-alias", AliasListEntry.class, AliasListEntry::builder, NoInternals.class);

  /** Where a key or an alias is. */
  private record Place(Scope scope, String id) {}

  Keys(StateStore state, NewKeys newKeys, DueChanges dueChanges, Clock clock) {
    this.state = state;
    this.keys = new Remembered<>(state, REMEMBERED);
    this.aliases = new Remembered<>(state, REMEMBERED);
    this.aliasNames = new Remembered<>(state, REMEMBERED);
    this.newKeys = newKeys;
    this.dueChanges = dueChanges;
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

  /** The key of an account in a region, if it is there, after what time has done to it. */
  Optional<Row<KeyMetadata, KeyInternals>> byId(Scope scope, String keyId) {
    Optional<Row<KeyMetadata, KeyInternals>> key = stored(scope, keyId);
    List<Row<KeyMetadata, KeyInternals>> due =
        key.stream().flatMap(this::withRelated).filter(dueChanges::due).toList();
    due.forEach(this::applyDue);
    return due.isEmpty() ? key : stored(scope, keyId);
  }

  private Optional<Row<KeyMetadata, KeyInternals>> stored(Scope scope, String keyId) {
    return keys.of(
        new Place(scope, keyId), place -> state.read(handle -> KEYS.find(handle, scope, keyId)));
  }

  /** What is due to one of several related keys concerns the others. */
  private Stream<Row<KeyMetadata, KeyInternals>> withRelated(Row<KeyMetadata, KeyInternals> key) {
    return RelatedKeys.scopes(key).stream()
        .flatMap(
            scope -> scope.equals(key.scope()) ? Stream.of(key) : stored(scope, key.id()).stream());
  }

  /** The key that others are replicas of: a key of one region is its own. */
  Row<KeyMetadata, KeyInternals> primaryOf(Row<KeyMetadata, KeyInternals> key) {
    Scope primary = RelatedKeys.scopes(key).get(0);
    return primary.equals(key.scope()) ? key : byId(primary, key.id()).orElse(key);
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

  /** Reads the key again inside a transaction, and stores what the change makes of it. */
  Row<KeyMetadata, KeyInternals> change(
      Row<KeyMetadata, KeyInternals> key, UnaryOperator<Row<KeyMetadata, KeyInternals>> change) {
    return state.write(
        handle -> {
          Row<KeyMetadata, KeyInternals> changed = change.apply(current(handle, key));
          KEYS.update(handle, changed);
          return changed;
        });
  }

  /** {@link #change} of a key's material, which the related keys of other regions share. */
  Row<KeyMetadata, KeyInternals> changeRelated(
      Row<KeyMetadata, KeyInternals> key, UnaryOperator<Row<KeyMetadata, KeyInternals>> change) {
    return state.write(
        handle -> {
          Row<KeyMetadata, KeyInternals> changed = change.apply(current(handle, key));
          DueChanges.store(handle, changed);
          return changed;
        });
  }

  /** The key as it is in this transaction, unless it is gone by now. */
  Row<KeyMetadata, KeyInternals> current(Handle handle, Row<KeyMetadata, KeyInternals> key) {
    return KEYS.find(handle, key.scope(), key.id())
        .filter(found -> !dueChanges.gone(found.shown()))
        .orElseThrow(() -> KmsFaults.keyNotFound(key.shown().arn()));
  }

  /** Does what is due to every key; how many are gone by it. */
  int applyDue() {
    List<Row<KeyMetadata, KeyInternals>> due =
        state.read(KEYS::everywhere).stream().filter(dueChanges::due).toList();
    return (int) due.stream().filter(this::applyDue).count();
  }

  private boolean applyDue(Row<KeyMetadata, KeyInternals> key) {
    return state.write(handle -> dueChanges.apply(handle, key.scope(), key.id()));
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
        aliases.of(
            new Place(scope, name),
            place -> state.read(handle -> ALIASES.find(handle, scope, name)));
    return alias.filter(found -> byId(scope, found.shown().targetKeyId()).isPresent());
  }

  /** The names of a key's aliases. */
  List<String> aliasNames(Row<KeyMetadata, KeyInternals> key) {
    return aliasNames
        .of(key.scope(), scope -> state.read(handle -> namesByKey(handle, scope)))
        .getOrDefault(key.id(), List.of());
  }

  private static Map<String, List<String>> namesByKey(Handle handle, Scope scope) {
    return ALIASES.list(handle, scope).stream()
        .collect(
            Collectors.groupingBy(
                alias -> alias.shown().targetKeyId(),
                Collectors.mapping(alias -> alias.shown().aliasName(), Collectors.toList())));
  }

  /** The aliases of a scope, without those of keys that are gone. */
  List<AliasListEntry> aliases(Scope scope) {
    state.read(handle -> KEYS.list(handle, scope)).stream()
        .filter(key -> dueChanges.gone(key.shown()))
        .forEach(this::applyDue);
    return state.read(handle -> ALIASES.list(handle, scope)).stream().map(Row::shown).toList();
  }

  List<Row<KeyMetadata, KeyInternals>> list(Scope scope) {
    return state.read(handle -> KEYS.list(handle, scope)).stream()
        .filter(key -> !dueChanges.gone(key.shown()))
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
}
