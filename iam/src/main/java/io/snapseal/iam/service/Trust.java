package io.snapseal.iam.service;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.snapseal.iam.BoundPrincipals;
import io.snapseal.iam.InvalidPrincipalException;
import io.snapseal.iam.directory.DirectoryPrincipals;
import io.snapseal.iam.policy.Policy;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** Reads the trust policy of a role that is to be stored. */
final class Trust {
  private static final ObjectMapper JSON = JsonMapper.builder().build();
  private static final int LONGEST = 2048;

  private Trust() {}

  /** A trust policy's text, once it reads as one. */
  static String document(String document) {
    Documents.read(Policy.Kind.TRUST, document);
    requireTrustOnly(document);
    if (Documents.size(document) > LONGEST) {
      throw IamFaults.quota("ACLSizePerRole", LONGEST);
    }
    return document;
  }

  /**
   * A trust policy names whom it trusts, not whom it does not, and is about assuming the role and
   * nothing else (IAM user guide, "AWS JSON policy elements: NotPrincipal").
   */
  private static void requireTrustOnly(String document) {
    JsonNode statements = json(document).path("Statement");
    for (JsonNode statement : statements.isArray() ? statements : List.of(statements)) {
      if (statement.has("NotPrincipal")) {
        throw IamFaults.malformedPolicy("AssumeRole policy must not contain NotPrincipal field.");
      }
      JsonNode actions = statement.path("Action");
      for (JsonNode action : actions.isArray() ? actions : List.of(actions)) {
        if (!action.asText().regionMatches(true, 0, "sts:", 0, 4)) {
          throw IamFaults.malformedPolicy(
              "AssumeRole policy may only specify STS AssumeRole actions.");
        }
      }
    }
  }

  private static JsonNode json(String document) {
    try {
      return JSON.readTree(document);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("it was read as a policy before", e);
    }
  }

  /** The unique ids of the users and roles it names, by ARN; all of them must be there. */
  static Map<String, String> trusted(Handle handle, String document) {
    try {
      return BoundPrincipals.bind(
          Documents.read(Policy.Kind.TRUST, document), DirectoryPrincipals.in(handle));
    } catch (InvalidPrincipalException e) {
      throw IamFaults.malformedPolicy("Invalid principal in policy: " + e.principal());
    }
  }
}
