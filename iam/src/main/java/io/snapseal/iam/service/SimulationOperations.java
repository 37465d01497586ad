package io.snapseal.iam.service;

import io.snapseal.iam.Caller;
import io.snapseal.state.Page;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.EvaluationResult;
import software.amazon.awssdk.services.iam.model.GetContextKeysForCustomPolicyRequest;
import software.amazon.awssdk.services.iam.model.GetContextKeysForCustomPolicyResponse;
import software.amazon.awssdk.services.iam.model.SimulateCustomPolicyRequest;
import software.amazon.awssdk.services.iam.model.SimulateCustomPolicyResponse;
import software.amazon.awssdk.services.iam.model.SimulatePrincipalPolicyRequest;
import software.amazon.awssdk.services.iam.model.SimulatePrincipalPolicyResponse;

/** Operations that ask what would be allowed. */
interface SimulationOperations extends IamClient {
  Caller caller();

  Simulator simulator();

  @Override
  default SimulatePrincipalPolicyResponse simulatePrincipalPolicy(
      SimulatePrincipalPolicyRequest request) {
    Page<EvaluationResult> page = simulator().principal(caller(), request);
    return SimulatePrincipalPolicyResponse.builder()
        .evaluationResults(page.items())
        .isTruncated(page.next() != null)
        .marker(page.next())
        .build();
  }

  @Override
  default SimulateCustomPolicyResponse simulateCustomPolicy(SimulateCustomPolicyRequest request) {
    Page<EvaluationResult> page = simulator().custom(caller(), request);
    return SimulateCustomPolicyResponse.builder()
        .evaluationResults(page.items())
        .isTruncated(page.next() != null)
        .marker(page.next())
        .build();
  }

  @Override
  default GetContextKeysForCustomPolicyResponse getContextKeysForCustomPolicy(
      GetContextKeysForCustomPolicyRequest request) {
    return GetContextKeysForCustomPolicyResponse.builder()
        .contextKeyNames(simulator().contextKeys(request))
        .build();
  }
}
