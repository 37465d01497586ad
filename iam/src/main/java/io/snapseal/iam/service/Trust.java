package io.snapseal.iam.service;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.snapseal.iam.directory.TrustPolicy;
import io.snapseal.iam.policy.NamedPrincipals;
import io.snapseal.iam.policy.Policy;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;

/** Reads the trust policy of a role that is to be stored. */
final class Trust {
  private static final ObjectMapper JSON = JsonMapper.builder().build();
  private static final int LONGEST = 2048;

  /** Whom the directory need not know: accounts, sessions, everybody. */
  private static final Pattern WITHOUT_ENTITY =
      Pattern.compile(
          "\\*|\\d{12}|arn:aws:iam::\\d{12}:root"
              + "|arn:aws:sts::\\d{12}:(assumed-role|federated-user)/[\\w+=,.@/-]+");

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
    Map<String, String> ids = new TreeMap<>();
    for (String name : NamedPrincipals.aws(Documents.read(Policy.Kind.TRUST, document))) {
      if (!WITHOUT_ENTITY.matcher(name).matches()) {
        ids.put(
            name,
            TrustPolicy.idOf(handle, name)
                .orElseThrow(
                    () ->
                        IamFaults.malformedPolicy(
                            "Invalid principal in policy: \"AWS\":\"" + name + "\"")));
      }
    }
    return ids;
  }
}
