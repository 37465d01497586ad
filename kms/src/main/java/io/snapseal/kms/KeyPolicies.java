package io.snapseal.kms;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.snapseal.iam.Caller;
import io.snapseal.state.Page;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.kms.model.GetKeyPolicyRequest;
import software.amazon.awssdk.services.kms.model.GetKeyPolicyResponse;
import software.amazon.awssdk.services.kms.model.ListKeyPoliciesRequest;
import software.amazon.awssdk.services.kms.model.ListKeyPoliciesResponse;
import software.amazon.awssdk.services.kms.model.PutKeyPolicyRequest;
import software.amazon.awssdk.services.kms.model.PutKeyPolicyResponse;

/**
 * Key policies. They are kept and shown; until they are evaluated only the account's root may call.
 */
final class KeyPolicies {
  private static final String ONLY_NAME = "default";
  private static final int MAX_BYTES = 32 * 1024;
  private static final int DEFAULT_PAGE = 100;
  private static final int MAX_PAGE = 1000;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Keys keys;

  KeyPolicies(Keys keys) {
    this.keys = keys;
  }

  GetKeyPolicyResponse get(Caller caller, GetKeyPolicyRequest request) {
    onlyDefault(request.policyName());
    return GetKeyPolicyResponse.builder()
        .policy(keys.findById(caller, request.keyId()).internal().policy())
        .policyName(ONLY_NAME)
        .build();
  }

  PutKeyPolicyResponse put(Caller caller, PutKeyPolicyRequest request) {
    onlyDefault(request.policyName());
    String policy = valid(request.policy());
    keys.change(
        keys.ownToChange(caller, request.keyId(), "kms:PutKeyPolicy"),
        key -> key.keep(key.internal().withPolicy(policy)));
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

  /** The policy, if it is one: a JSON object with at least one statement, at most 32 KiB. */
  static String valid(@Nullable String given) {
    String policy = KmsFaults.required(given, "policy");
    if (policy.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
      throw KmsFaults.constraint(
          "…", "policy", "Member must have length less than or equal to " + MAX_BYTES);
    }
    JsonNode document = parsed(policy);
    JsonNode statements = document.path("Statement");
    if (!document.isObject() || !(statements.isObject() || statements.size() > 0)) {
      throw KmsFaults.malformedPolicy("The new key policy has no statement.");
    }
    return policy;
  }

  private static JsonNode parsed(String policy) {
    try {
      return JSON.readTree(policy);
    } catch (JsonProcessingException e) {
      throw KmsFaults.malformedPolicy("The new key policy is not valid JSON.");
    }
  }

  private static void onlyDefault(@Nullable String name) {
    if (name != null && !name.equals(ONLY_NAME)) {
      throw KmsFaults.notFound("No such policy exists");
    }
  }
}
