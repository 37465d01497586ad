package io.snapseal.rds.storage;

import io.snapseal.iam.Caller;
import io.snapseal.rds.resource.RdsFaults;
import io.snapseal.state.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.CreateGrantRequest;
import software.amazon.awssdk.services.kms.model.DryRunOperationException;
import software.amazon.awssdk.services.kms.model.GrantListEntry;
import software.amazon.awssdk.services.kms.model.GrantOperation;
import software.amazon.awssdk.services.kms.model.KeyManagerType;
import software.amazon.awssdk.services.kms.model.KmsException;
import software.amazon.awssdk.services.kms.model.ListRetirableGrantsResponse;
import software.amazon.awssdk.services.kms.model.NotFoundException;

/**
 * The grants by which RDS itself uses KMS keys when nobody is there to ask: one for each encrypted
 * instance and snapshot, bound to its database by the encryption context, and retired with it (RDS
 * user guide, "AWS KMS key management"). Without its grant a resource does not open.
 */
public final class StorageGrants {
  private static final Logger LOG = LoggerFactory.getLogger(StorageGrants.class);
  private static final String SERVICE = "rds";
  private static final GrantOperation[] OPERATIONS = {
    GrantOperation.DECRYPT,
    GrantOperation.ENCRYPT,
    GrantOperation.GENERATE_DATA_KEY,
    GrantOperation.GENERATE_DATA_KEY_WITHOUT_PLAINTEXT,
    GrantOperation.RE_ENCRYPT_FROM,
    GrantOperation.RE_ENCRYPT_TO,
    GrantOperation.CREATE_GRANT,
    GrantOperation.RETIRE_GRANT,
    GrantOperation.DESCRIBE_KEY
  };

  private final Function<Caller, KmsClient> kms;

  /** As many as KMS gives at once. */
  private static final int GRANTS_A_PAGE = 100;

  public StorageGrants(Function<Caller, KmsClient> kms) {
    this.kms = kms;
  }

  /** KMS as RDS itself may use it in the background, in a region: by grants alone. */
  public KmsClient asService(Scope scope) {
    return kms.apply(Caller.service(SERVICE, scope.account(), scope.region(), SERVICE));
  }

  /**
   * The grant for a new resource, on the caller's behalf; the same again for the same name.
   *
   * @param name unique for ever: a DbiResourceId, or a stored snapshot's name
   * @param databaseId the DbiResourceId that the encryption context will name
   * @param which the word in the fault, as {@link StorageKeys#usable}
   */
  public String onBehalfOf(
      Caller caller, String keyArn, String name, String databaseId, String which) {
    try {
      return kms.apply(caller.via(SERVICE))
          .createGrant(wanted(caller.region(), keyArn, name, databaseId).build())
          .grantId();
    } catch (KmsException e) {
      throw RdsFaults.keyRefused(e, which, keyArn);
    }
  }

  /**
   * Stores a new resource with the grant on its key, made on the caller's behalf as {@link
   * #onBehalfOf}; without the resource there is no grant.
   *
   * @param keyArn the key; null if there is none to be granted on
   * @param store stores the resource, given the grant's id or null
   */
  public <R> R storing(
      Caller caller,
      @Nullable String keyArn,
      String name,
      String databaseId,
      String which,
      Function<@Nullable String, R> store) {
    if (keyArn == null) {
      return store.apply(null);
    }
    String grant = onBehalfOf(caller, keyArn, name, databaseId, which);
    boolean stored = false;
    try {
      R result = store.apply(grant);
      stored = true;
      return result;
    } finally {
      if (!stored) {
        retireUnused(caller.scope(), keyArn, grant);
      }
    }
  }

  /** Refuses a caller who may not let RDS use the key of what is to be read. */
  public void requireMay(Caller caller, String keyArn, String databaseId, String which) {
    try {
      kms.apply(caller.via(SERVICE))
          .createGrant(
              wanted(caller.region(), keyArn, databaseId, databaseId).dryRun(true).build());
    } catch (DryRunOperationException e) {
      return; // it would have been made
    } catch (KmsException e) {
      throw RdsFaults.keyRefused(e, which, keyArn);
    }
    throw new IllegalStateException("a dry run has made a grant on " + keyArn);
  }

  /**
   * Whether a resource's key is managed by AWS, as the resource's grant lets RDS see; one that
   * cannot be asked about is refused.
   */
  public boolean isAwsManaged(Scope scope, String keyArn) {
    try {
      return asService(scope).describeKey(r -> r.keyId(keyArn)).keyMetadata().keyManager()
          == KeyManagerType.AWS;
    } catch (KmsException e) {
      throw RdsFaults.keyNotAccessible("source snapshot", keyArn);
    }
  }

  /** The grant for a snapshot of an instance, by the instance's own. */
  public String byGrant(Scope scope, String keyArn, String name, String databaseId) {
    return asService(scope)
        .createGrant(wanted(scope.region(), keyArn, name, databaseId).build())
        .grantId();
  }

  /** Retires a grant, if there is one and it is still there. */
  public void retire(Scope scope, @Nullable String keyArn, @Nullable String grantId) {
    if (keyArn == null || grantId == null) {
      return;
    }
    try {
      asService(scope).retireGrant(r -> r.keyId(keyArn).grantId(grantId));
    } catch (NotFoundException e) {
      return; // revoked, or gone with its key
    }
  }

  /** All of RDS's grants in a region, whoever's keys they are on. */
  public List<GrantListEntry> all(String region) {
    KmsClient service = asService(new Scope(OwnedKeys.ACCOUNT, region));
    List<GrantListEntry> all = new ArrayList<>();
    @Nullable String next = null;
    do {
      String marker = next;
      ListRetirableGrantsResponse page =
          service.listRetirableGrants(
              r ->
                  r.retiringPrincipal(Caller.serviceName(SERVICE, region))
                      .limit(GRANTS_A_PAGE)
                      .marker(marker));
      all.addAll(page.grants());
      next = page.nextMarker();
    } while (next != null);
    return all;
  }

  /**
   * Retires the grant of a resource that was not stored after all. One that must stay for now,
   * since KMS is asked too often, is bound to a name that nothing will ever have.
   */
  private void retireUnused(Scope scope, String keyArn, String grantId) {
    try {
      retire(scope, keyArn, grantId);
    } catch (KmsException e) {
      if (!e.isThrottlingException()) {
        throw e;
      }
      LOG.warn("the grant {} on {} is of no use to anybody and stays", grantId, keyArn, e);
    }
  }

  private static CreateGrantRequest.Builder wanted(
      String region, String keyArn, String name, String databaseId) {
    String rds = Caller.serviceName(SERVICE, region);
    return CreateGrantRequest.builder()
        .keyId(keyArn)
        .name(name)
        .granteePrincipal(rds)
        .retiringPrincipal(rds)
        .operations(OPERATIONS)
        .constraints(c -> c.encryptionContextSubset(VolumeKeys.context(databaseId)));
  }
}
