package io.snapseal.kms;

import io.snapseal.iam.AuthorizedClient;
import io.snapseal.iam.Authorizer;
import io.snapseal.iam.Caller;
import io.snapseal.iam.Permission;
import io.snapseal.iam.Principals;
import io.snapseal.state.Remembered;
import io.snapseal.state.StateStore;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.services.kms.KmsClient;

/**
 * The key management service of a private region: keys, aliases, key policies and the cryptography
 * under them, for all accounts and regions of one server.
 */
public final class Kms implements AutoCloseable {
  private static final int OPEN_KEYS = 256;

  private final Authorizer authorizer;
  private final GrantTokens tokens;
  private final KmsOperations operations;
  private final KeySweep sweep;
  private final Map<String, Permission> permissions;
  private final BiConsumer<Caller, AwsRequest> throttle;

  /** Without request quotas. */
  public Kms(
      StateStore state,
      RootKey root,
      Authorizer authorizer,
      Principals principals,
      Clock clock,
      SecureRandom random,
      Supplier<String> uuid,
      Set<String> regions) {
    this(state, root, authorizer, principals, clock, random, uuid, regions, RequestQuotas.NONE);
  }

  /**
   * @param state where keys are kept, wrapped by the root key
   * @param root wraps every key at rest
   * @param principals whom key policies and grants may name
   * @param uuid makes key ids
   * @param regions where multi-Region keys may have their replicas
   * @param quotas how often an account may call
   */
  public Kms(
      StateStore state,
      RootKey root,
      Authorizer authorizer,
      Principals principals,
      Clock clock,
      SecureRandom random,
      Supplier<String> uuid,
      Set<String> regions,
      RequestQuotas quotas) {
    KeyMaterial material = new KeyMaterial(root, new Remembered<>(state, OPEN_KEYS));
    Materials materials = new Materials(material);
    WrappedSecrets secrets = new WrappedSecrets(root);
    ImportedMaterials imported = new ImportedMaterials(material, secrets, random);
    KeyPairs pairs = new KeyPairs(random);
    AsymmetricKeys asymmetric = new AsymmetricKeys(secrets, pairs);
    NewKeys newKeys =
        new NewKeys(new NewMaterial(material, asymmetric, secrets, random), clock, uuid);
    Keys keys = new Keys(state, newKeys, new DueChanges(materials, imported, clock), clock);
    UsableKeys usable = new UsableKeys(keys);
    KeyPolicies policies = new KeyPolicies(keys, authorizer, principals);
    Cryptography cryptography =
        new Cryptography(usable, material, new RsaCiphers(asymmetric), random);
    this.authorizer = authorizer;
    this.throttle = Throttle.of(quotas, clock);
    this.sweep = new KeySweep(keys, material);
    this.tokens = new GrantTokens(root);
    Grants grants = new Grants(state, keys, tokens, principals, clock, random);
    this.operations =
        new KmsOperations(
            new KeyLifecycle(state, keys, newKeys, policies, clock),
            new Aliases(state, keys, clock),
            policies,
            grants,
            new KeyTags(keys),
            cryptography,
            new DataKeyPairs(cryptography, pairs),
            new KeyRotation(keys, materials, imported, clock),
            new KeyImport(keys, imported, new ImportTokens(root, clock), pairs, clock),
            new MultiRegionKeys(state, keys, policies, regions, clock),
            new Signatures(usable, asymmetric, new RsaSignatures(random)),
            new Macs(usable, secrets),
            new PublicKeys(usable, asymmetric));
    KeyNeeds needs = new KeyNeeds(keys, grants, principals);
    this.permissions = new KmsPermissions(needs, new AliasNeeds(keys, needs)).all();
  }

  /**
   * Does what time alone does to keys, and goes on doing so until {@link #close}: destroys those
   * whose waiting period is over, rotates those whose rotation is due, lets imported material
   * expire. Without it that happens when a key is next asked for.
   */
  public void start() {
    sweep.start();
  }

  /** Does what is due to every key now; how many are gone by it, their aliases with them. */
  public int removeDue() {
    return sweep.removeDue();
  }

  @Override
  public void close() {
    sweep.close();
  }

  /** KMS as one caller may use it, in the caller's region. */
  public KmsClient as(Caller caller) {
    return AuthorizedClient.of(
        KmsClient.class,
        caller,
        authorizer,
        permissions,
        KmsFaults::accessDenied,
        request -> admit(caller, request),
        new KmsForCaller(operations, caller));
  }

  /**
   * What is not well formed, not offered, too often, or comes with a token that is none, is refused
   * first.
   */
  private void admit(Caller caller, AwsRequest request) {
    RequestMembers.ADMISSION.accept(request);
    throttle.accept(caller, request);
    tokens.requireGenuine(RequestMembers.grantTokens(request));
  }

  /** What each operation needs, by its name on the wire. */
  Map<String, Permission> permissions() {
    return permissions;
  }
}
