package io.snapseal.iam;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.snapseal.iam.policy.NamedPrincipals;
import io.snapseal.iam.policy.Policy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Binds the users and roles that a policy names to their unique ids when it is stored, and shows by
 * these ids whom it means today: whoever was renamed by the new ARN, whoever is gone by the bare
 * id, which nobody has again (IAM user guide, "AWS JSON policy elements: Principal").
 */
public final class BoundPrincipals {
  private static final ObjectMapper JSON = JsonMapper.builder().build();

  /** Whom no directory need know: accounts, sessions, everybody. */
  private static final Pattern WITHOUT_ENTITY =
      Pattern.compile(
          "\\*|\\d{12}|arn:aws:iam::\\d{12}:root"
              + "|arn:aws:sts::\\d{12}:(assumed-role|federated-user)/[\\w+=,.@/-]+");

  private static final Pattern SERVICE =
      Pattern.compile("[a-z0-9-]+(\\.[a-z0-9-]+)*\\.(amazonaws\\.com(\\.cn)?|aws\\.internal)");

  private static final Pattern FEDERATED =
      Pattern.compile(
          "[a-z0-9-]+(\\.[a-z0-9-]+)+|arn:aws:iam::\\d{12}:(saml|oidc)-provider/[\\w+=,.@/:-]+");

  private BoundPrincipals() {}

  /**
   * The unique ids of the users and roles that a policy names, by ARN.
   *
   * @throws InvalidPrincipalException if one of its principals is not there, or cannot be
   */
  public static Map<String, String> bind(Policy policy, Principals known) {
    Map<String, String> ids = new TreeMap<>();
    for (NamedPrincipals.Named named : NamedPrincipals.of(policy)) {
      boolean fits =
          switch (named.type()) {
            case "*" -> true;
            case "Service" -> SERVICE.matcher(named.value()).matches();
            case "Federated" -> FEDERATED.matcher(named.value()).matches();
            case "AWS" ->
                WITHOUT_ENTITY.matcher(named.value()).matches()
                    || isBound(ids, named.value(), known);
            default -> false;
          };
      if (!fits) {
        throw new InvalidPrincipalException(named.type(), named.value());
      }
    }
    return ids;
  }

  private static boolean isBound(Map<String, String> ids, String arn, Principals known) {
    known.idOf(arn).ifPresent(id -> ids.put(arn, id));
    return ids.containsKey(arn);
  }

  /**
   * A policy's text, with each principal named as it is to be named today.
   *
   * @param bound what {@link #bind} gave when it was stored
   */
  public static String document(String written, Map<String, String> bound, Principals known) {
    Map<String, String> changed = new HashMap<>();
    bound.forEach(
        (arn, id) -> {
          String today = known.today(arn, id);
          if (!today.equals(arn)) {
            changed.put(arn, today);
          }
        });
    return changed.isEmpty() ? written : renamed(written, changed);
  }

  private static String renamed(String written, Map<String, String> names) {
    try {
      JsonNode policy = JSON.readTree(written);
      JsonNode statements = policy.path("Statement");
      for (JsonNode statement : statements.isArray() ? statements : List.of(statements)) {
        rename(statement.path("Principal"), names);
        rename(statement.path("NotPrincipal"), names);
      }
      return JSON.writeValueAsString(policy);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a stored policy is not JSON", e);
    }
  }

  private static void rename(JsonNode principal, Map<String, String> names) {
    if (!(principal instanceof ObjectNode element)) {
      return;
    }
    JsonNode aws = element.path("AWS");
    if (aws instanceof ArrayNode list) {
      for (int i = 0; i < list.size(); i++) {
        list.set(i, TextNode.valueOf(name(list.get(i), names)));
      }
    } else if (aws.isTextual()) {
      element.put("AWS", name(aws, names));
    }
  }

  private static String name(JsonNode value, Map<String, String> names) {
    return names.getOrDefault(value.asText(), value.asText());
  }
}
