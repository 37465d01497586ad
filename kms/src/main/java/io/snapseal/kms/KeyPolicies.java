package io.snapseal.kms;

import io.snapseal.iam.Authorizer;
import io.snapseal.iam.BoundPrincipals;
import io.snapseal.iam.Caller;
import io.snapseal.iam.InvalidPrincipalException;
import io.snapseal.iam.Permission.Need;
import io.snapseal.iam.Principals;
import io.snapseal.iam.policy.MalformedPolicyException;
import io.snapseal.iam.policy.Policies.Named;
import io.snapseal.iam.policy.Policies.Required;
import io.snapseal.iam.policy.Policy;
import io.snapseal.state.Page;
import io.snapseal.state.Row;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.kms.model.GetKeyPolicyRequest;
import software.amazon.awssdk.services.kms.model.GetKeyPolicyResponse;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.ListKeyPoliciesRequest;
import software.amazon.awssdk.services.kms.model.ListKeyPoliciesResponse;
import software.amazon.awssdk.services.kms.model.PutKeyPolicyRequest;
import software.amazon.awssdk.services.kms.model.PutKeyPolicyResponse;

/** Key policies: kept as they were put, and never such that nobody may put another one. */
final class KeyPolicies {
  private static final String ONLY_NAME = "default";
  private static final int MAX_BYTES = 32 * 1024;
  private static final int DEFAULT_PAGE = 100;
  private static final int MAX_PAGE = 1000;

  private final Keys keys;
  private final Authorizer authorizer;
  private final Principals principals;

  KeyPolicies(Keys keys, Authorizer authorizer, Principals principals) {
    this.keys = keys;
    this.authorizer = authorizer;
    this.principals = principals;
  }

  GetKeyPolicyResponse get(Caller caller, GetKeyPolicyRequest request) {
    onlyDefault(request.policyName());
    return GetKeyPolicyResponse.builder()
        .policy(keys.findById(caller, request.keyId()).internal().keyPolicy().today(principals))
        .policyName(ONLY_NAME)
        .build();
  }

  PutKeyPolicyResponse put(Caller caller, PutKeyPolicyRequest request) {
    onlyDefault(request.policyName());
    Row<KeyMetadata, KeyInternals> changed =
        keys.ownToChange(caller, request.keyId(), "kms:PutKeyPolicy");
    KeyPolicy policy =
        valid(
            caller,
            changed.shown().arn(),
            request.policy(),
            Boolean.TRUE.equals(request.bypassPolicyLockoutSafetyCheck()));
    keys.change(changed, key -> key.keep(key.internal().withPolicy(policy)));
    return PutKeyPolicyResponse.builder().build();
  }

  ListKeyPoliciesResponse list(Caller caller, ListKeyPoliciesRequest request) {
    keys.findById(caller, request.keyId());
    Page<String> page =
        Lists.page(
            List.of(ONLY_NAME),
            name -> name,
            request.marker(),
            request.limit(),
            DEFAULT_PAGE,
            MAX_PAGE);
    return ListKeyPoliciesResponse.builder()
        .policyNames(page.items())
        .truncated(page.next() != null)
        .nextMarker(page.next())
        .build();
  }

  /**
   * The policy, if it is one, of at most 32 KiB, that names nobody who is not there.
   *
   * @param bypass whether it may lock out the caller (KMS API reference, {@code
   *     BypassPolicyLockoutSafetyCheck})
   */
  KeyPolicy valid(Caller caller, String keyArn, @Nullable String given, boolean bypass) {
    String text = KmsFaults.required(given, "policy");
    if (text.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
      throw KmsFaults.constraint(
          "…", "policy", "Member must have length less than or equal to " + MAX_BYTES);
    }
    try {
      Policy policy = Policy.read(Policy.Kind.RESOURCE, text);
      Map<String, String> ids = BoundPrincipals.bind(policy, principals);
      if (!bypass && !mayPutAnother(caller, keyArn, policy)) {
        throw KmsFaults.malformedPolicy(
            "The new key policy will not allow you to update the key policy in the future.");
      }
      return new KeyPolicy(text, ids);
    } catch (InvalidPrincipalException e) {
      throw KmsFaults.malformedPolicy(
          "Policy contains a statement with one or more invalid principals.");
    } catch (MalformedPolicyException e) {
      throw KmsFaults.malformedPolicy(String.valueOf(e.getMessage()));
    }
  }

  private boolean mayPutAnother(Caller caller, String keyArn, Policy policy) {
    Need need =
        new Need(
            "kms:PutKeyPolicy",
            keyArn,
            Map.of("kms:CallerAccount", List.of(caller.account())),
            new Required(new Named("new key policy", policy), false),
            Optional::empty);
    return authorizer.decide(caller, need).denial().isEmpty();
  }

  private static void onlyDefault(@Nullable String name) {
    if (name != null && !name.equals(ONLY_NAME)) {
      throw KmsFaults.notFound("No such policy exists");
    }
  }
}
