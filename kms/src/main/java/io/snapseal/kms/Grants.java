package io.snapseal.kms;

import io.snapseal.iam.Caller;
import io.snapseal.iam.Principals;
import io.snapseal.state.Page;
import io.snapseal.state.ResourceTable;
import io.snapseal.state.Row;
import io.snapseal.state.Scope;
import io.snapseal.state.StateStore;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.services.kms.model.CreateGrantRequest;
import software.amazon.awssdk.services.kms.model.CreateGrantResponse;
import software.amazon.awssdk.services.kms.model.GrantListEntry;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.ListGrantsRequest;
import software.amazon.awssdk.services.kms.model.ListGrantsResponse;
import software.amazon.awssdk.services.kms.model.ListRetirableGrantsRequest;
import software.amazon.awssdk.services.kms.model.ListRetirableGrantsResponse;
import software.amazon.awssdk.services.kms.model.RetireGrantRequest;
import software.amazon.awssdk.services.kms.model.RetireGrantResponse;
import software.amazon.awssdk.services.kms.model.RevokeGrantRequest;
import software.amazon.awssdk.services.kms.model.RevokeGrantResponse;

/**
 * Grants (KMS developer guide, "Grants in AWS KMS"). Here a grant counts from the moment it is
 * answered, and no longer once it is retired or revoked; its token adds nothing, and must be right.
 */
final class Grants {
  static final ResourceTable<GrantListEntry, GrantInternals> GRANTS =
      new ResourceTable<>(
          "kms-grant", GrantListEntry.class, GrantListEntry::builder, GrantInternals.class);

  /** KMS developer guide, "Quotas": grants per KMS key. */
  private static final int MAX_PER_KEY = 50_000;

  private static final int ID_BYTES = 32;
  private static final int DEFAULT_PAGE = 50;
  private static final int MAX_PAGE = 100;

  private final StateStore state;
  private final Keys keys;
  private final GrantTokens tokens;
  private final Principals principals;
  private final Clock clock;
  private final SecureRandom random;

  Grants(
      StateStore state,
      Keys keys,
      GrantTokens tokens,
      Principals principals,
      Clock clock,
      SecureRandom random) {
    this.state = state;
    this.keys = keys;
    this.tokens = tokens;
    this.principals = principals;
    this.clock = clock;
    this.random = random;
  }

  /** Under what the grants of a key are kept. */
  static String prefix(String keyId) {
    return keyId + "/";
  }

  CreateGrantResponse create(Caller caller, CreateGrantRequest request) {
    NewGrant.requireValid(request);
    Map<String, String> ids = NewGrant.bound(request, principals);
    Row<KeyMetadata, KeyInternals> key = keys.findById(caller, request.keyId());
    KeyStates.mustBeEnabled(key.shown());
    GrantListEntry wanted = NewGrant.of(caller, key.shown(), request);
    if (Boolean.TRUE.equals(request.dryRun())) {
      throw KmsFaults.dryRun();
    }
    GrantListEntry grant =
        state.write(
            handle -> {
              KeyStates.mustBeEnabled(keys.current(handle, key).shown());
              return stored(handle, key, wanted, ids);
            });
    return CreateGrantResponse.builder()
        .grantId(grant.grantId())
        .grantToken(tokens.of(key.shown().arn(), grant.grantId()))
        .build();
  }

  /** A grant of the same name and content is there already (KMS API reference, {@code Name}). */
  private GrantListEntry stored(
      Handle handle,
      Row<KeyMetadata, KeyInternals> key,
      GrantListEntry wanted,
      Map<String, String> ids) {
    List<Row<GrantListEntry, GrantInternals>> all =
        GRANTS.listUnder(handle, key.scope(), prefix(key.id()));
    Optional<GrantListEntry> same =
        all.stream()
            .filter(row -> wanted.name() != null && row.internal().principals().equals(ids))
            .map(Row::shown)
            .filter(grant -> NewGrant.isSame(grant, wanted))
            .findFirst();
    if (same.isPresent()) {
      return same.get();
    }
    if (all.size() >= MAX_PER_KEY) {
      throw KmsFaults.limitExceeded("A KMS key has at most " + MAX_PER_KEY + " grants.");
    }
    GrantListEntry grant =
        wanted.toBuilder().grantId(newId()).creationDate(clock.instant()).build();
    GRANTS.insert(
        handle,
        new Row<>(
            key.scope(),
            prefix(key.id()) + grant.grantId(),
            grant,
            new GrantInternals(key.shown().arn(), ids)));
    return grant;
  }

  private String newId() {
    byte[] id = new byte[ID_BYTES];
    random.nextBytes(id);
    return HexFormat.of().formatHex(id);
  }

  ListGrantsResponse list(Caller caller, ListGrantsRequest request) {
    Row<KeyMetadata, KeyInternals> key = keys.findById(caller, request.keyId());
    Page<GrantListEntry> page =
        page(
            ofKey(key),
            grant ->
                isOrUnasked(request.grantId(), grant.grantId())
                    && isOrUnasked(request.granteePrincipal(), grant.granteePrincipal()),
            request.marker(),
            request.limit());
    return ListGrantsResponse.builder()
        .grants(page.items())
        .truncated(page.next() != null)
        .nextMarker(page.next())
        .build();
  }

  ListRetirableGrantsResponse listRetirable(Caller caller, ListRetirableGrantsRequest request) {
    List<GrantListEntry> all =
        state.read(GRANTS::everywhere).stream()
            .filter(row -> row.scope().region().equals(caller.region()))
            .map(this::today)
            .toList();
    Page<GrantListEntry> page =
        page(
            all,
            grant ->
                request.retiringPrincipal().equals(grant.retiringPrincipal())
                    && (isOwn(caller, request)
                        || request.retiringPrincipal().contains(":" + caller.account() + ":")),
            request.marker(),
            request.limit());
    return ListRetirableGrantsResponse.builder()
        .grants(page.items())
        .truncated(page.next() != null)
        .nextMarker(page.next())
        .build();
  }

  /** Whether a service asks for what it can retire itself. */
  static boolean isOwn(Caller caller, ListRetirableGrantsRequest request) {
    return caller.isService() && caller.principalArn().equals(request.retiringPrincipal());
  }

  private static Page<GrantListEntry> page(
      List<GrantListEntry> all,
      Predicate<GrantListEntry> wanted,
      @Nullable String marker,
      @Nullable Integer limit) {
    return Lists.page(
        all.stream().filter(wanted).toList(),
        GrantListEntry::grantId,
        marker,
        limit,
        DEFAULT_PAGE,
        MAX_PAGE);
  }

  RevokeGrantResponse revoke(Caller caller, RevokeGrantRequest request) {
    Row<KeyMetadata, KeyInternals> key = keys.findById(caller, request.keyId());
    remove(key.scope(), key.id(), request.grantId(), request.dryRun());
    return RevokeGrantResponse.builder().build();
  }

  RetireGrantResponse retire(Caller caller, RetireGrantRequest request) {
    Row<GrantListEntry, GrantInternals> grant = named(caller, request);
    String keyId = grant.id().substring(0, grant.id().indexOf('/'));
    remove(grant.scope(), keyId, grant.shown().grantId(), request.dryRun());
    return RetireGrantResponse.builder().build();
  }

  private void remove(Scope scope, String keyId, String grantId, @Nullable Boolean dryRun) {
    String id = prefix(keyId) + grantId;
    boolean there = state.read(handle -> GRANTS.find(handle, scope, id)).isPresent();
    if (there && Boolean.TRUE.equals(dryRun)) {
      throw KmsFaults.dryRun();
    }
    if (!there || !state.<Boolean>write(handle -> GRANTS.delete(handle, scope, id))) {
      throw KmsFaults.grantNotFound(grantId);
    }
  }

  /** The grant that a token, or a key ARN and a grant id, names. */
  Row<GrantListEntry, GrantInternals> named(Caller caller, RetireGrantRequest request) {
    GrantTokens.Named named =
        request.grantToken() != null
            ? tokens.open(request.grantToken())
            : new GrantTokens.Named(
                KmsFaults.required(request.keyId(), "keyId"),
                KmsFaults.required(request.grantId(), "grantId"));
    KeyName key = KeyName.parse(caller, named.keyArn());
    if (key.isAlias()) {
      throw KmsFaults.invalidArn("Invalid keyId " + named.keyArn());
    }
    return state
        .read(handle -> GRANTS.find(handle, key.scope(), prefix(key.keyId()) + named.grantId()))
        .map(grant -> grant.show(today(grant)))
        .orElseThrow(() -> KmsFaults.grantNotFound(named.grantId()));
  }

  /**
   * The id of a grant that allows a request, if there is one.
   *
   * @param keys the request's condition keys, where the encryption context stands
   */
  Optional<String> covering(
      Caller caller,
      String action,
      Row<KeyMetadata, KeyInternals> key,
      AwsRequest request,
      Map<String, List<String>> keys) {
    return ofKey(key).stream()
        .filter(grant -> new GrantCover(grant).covers(caller, action, request, keys))
        .map(GrantListEntry::grantId)
        .findFirst();
  }

  private List<GrantListEntry> ofKey(Row<KeyMetadata, KeyInternals> key) {
    return state.read(handle -> GRANTS.listUnder(handle, key.scope(), prefix(key.id()))).stream()
        .map(this::today)
        .toList();
  }

  private GrantListEntry today(Row<GrantListEntry, GrantInternals> grant) {
    return grant.internal().today(grant.shown(), principals);
  }

  private static boolean isOrUnasked(@Nullable String asked, @Nullable String actual) {
    return asked == null || asked.equals(actual);
  }
}
