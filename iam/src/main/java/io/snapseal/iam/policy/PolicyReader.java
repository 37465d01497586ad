package io.snapseal.iam.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads policies strictly (IAM user guide, "Grammar of the IAM JSON policy language"). A reader
 * that passes over what it does not know would grant more than was written: AWS's own library takes
 * {@code "Bool": {"kms:GrantIsForAWSResource": true}} for no condition at all.
 */
final class PolicyReader {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();
  private static final String SYNTAX = "Syntax errors in policy.";
  private static final String NEW_VERSION = "2012-10-17";
  private static final String OLD_VERSION = "2008-10-17";
  private static final Set<String> POLICY_ELEMENTS = Set.of("Version", "Id", "Statement");
  private static final Set<String> STATEMENT_ELEMENTS =
      Set.of(
          "Sid",
          "Effect",
          "Principal",
          "NotPrincipal",
          "Action",
          "NotAction",
          "Resource",
          "NotResource",
          "Condition");
  private static final Pattern ACTION = Pattern.compile("\\*|[a-zA-Z0-9*?-]+:[a-zA-Z0-9*?]+");

  private final Policy.Kind kind;

  PolicyReader(Policy.Kind kind) {
    this.kind = kind;
  }

  Policy read(String json) {
    JsonNode policy = parsed(json);
    requireElements(policy, POLICY_ELEMENTS);
    boolean variables = version(policy);
    JsonNode statement = policy.path("Statement");
    List<JsonNode> nodes = new ArrayList<>();
    if (statement.isArray()) {
      statement.forEach(nodes::add);
    } else if (statement.isObject()) {
      nodes.add(statement);
    }
    if (nodes.isEmpty()) {
      throw new MalformedPolicyException(SYNTAX + " A policy must have a Statement.");
    }
    return new Policy(statements(nodes, variables));
  }

  private List<Statement> statements(List<JsonNode> nodes, boolean variables) {
    List<Statement> statements = new ArrayList<>();
    Set<String> sids = new HashSet<>();
    for (JsonNode node : nodes) {
      String sid = node.path("Sid").asText("");
      if (!sid.isEmpty() && !sids.add(sid)) {
        throw new MalformedPolicyException(
            "Statement IDs (SID) in a single policy must be unique.");
      }
      statements.add(
          statement(
              node, sid.isEmpty() ? Integer.toString(statements.size() + 1) : sid, variables));
    }
    return statements;
  }

  private static JsonNode parsed(String json) {
    try {
      JsonNode node = JSON.readTree(json);
      if (node != null && node.isObject()) {
        return node;
      }
    } catch (JsonProcessingException e) {
      throw new MalformedPolicyException(SYNTAX + " " + e.getOriginalMessage());
    }
    throw new MalformedPolicyException(SYNTAX + " A policy is a JSON object.");
  }

  /** Whether the version has policy variables. */
  private static boolean version(JsonNode policy) {
    String version = policy.path("Version").asText(OLD_VERSION);
    if (!version.equals(NEW_VERSION) && !version.equals(OLD_VERSION)) {
      throw new MalformedPolicyException(
          "Policy document must be version " + NEW_VERSION + " or greater.");
    }
    return version.equals(NEW_VERSION);
  }

  private Statement statement(JsonNode node, String label, boolean variables) {
    if (!node.isObject()) {
      throw new MalformedPolicyException(SYNTAX + " A statement is a JSON object.");
    }
    requireElements(node, STATEMENT_ELEMENTS);
    String effect = node.path("Effect").asText("");
    if (!effect.equals("Allow") && !effect.equals("Deny")) {
      throw new MalformedPolicyException(SYNTAX + " Effect must be Allow or Deny.");
    }
    boolean notActions = oneOf(node, "Action", "NotAction");
    List<String> actions = texts(node.get(notActions ? "NotAction" : "Action"));
    if (actions.isEmpty()) {
      throw new MalformedPolicyException("Policy statement must contain actions.");
    }
    boolean notResources = oneOf(node, "Resource", "NotResource");
    return new Statement(
        label,
        effect.equals("Allow"),
        principals(node),
        actions.stream().map(PolicyReader::action).toList(),
        notActions,
        resources(node, notResources, variables),
        notResources,
        Conditions.read(node.get("Condition"), variables));
  }

  private List<ArnTemplate> resources(JsonNode node, boolean notResources, boolean variables) {
    List<String> resources = texts(node.get(notResources ? "NotResource" : "Resource"));
    if (kind == Policy.Kind.TRUST) {
      if (!resources.isEmpty()) {
        throw new MalformedPolicyException("Has prohibited field Resource.");
      }
      return List.of();
    }
    if (resources.isEmpty()) {
      throw new MalformedPolicyException("Policy statement must contain resources.");
    }
    return resources.stream()
        .map(PolicyReader::requireResource)
        .map(text -> new ArnTemplate(Template.of(text, variables)))
        .toList();
  }

  private static String requireResource(String text) {
    if (!text.equals("*") && !text.startsWith("arn:") && !text.startsWith("${")) {
      throw new MalformedPolicyException(
          "Resource %s must be in ARN format or \"*\".".formatted(text));
    }
    return text;
  }

  private static Glob action(String text) {
    if (!ACTION.matcher(text).matches()) {
      throw new MalformedPolicyException(
          "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.: " + text);
    }
    return new Glob.Builder().pattern(text).build();
  }

  private Optional<Principals> principals(JsonNode node) {
    boolean inverted = oneOf(node, "Principal", "NotPrincipal");
    JsonNode element = node.get(inverted ? "NotPrincipal" : "Principal");
    if (kind == Policy.Kind.IDENTITY) {
      if (element != null) {
        throw new MalformedPolicyException("Policy document should not specify a principal.");
      }
      return Optional.empty();
    }
    if (element == null) {
      throw new MalformedPolicyException(
          "A statement of this kind of policy must have a Principal.");
    }
    return Optional.of(new Principals(names(element), inverted));
  }

  private static List<Principals.Name> names(JsonNode element) {
    List<Principals.Name> names = new ArrayList<>();
    if (element.isTextual() && element.asText().equals("*")) {
      names.add(new Principals.Name("*", "*"));
    } else if (element.isObject()) {
      requireElements(element, Set.of("AWS", "Service", "Federated", "CanonicalUser"));
      for (Map.Entry<String, JsonNode> type : element.properties()) {
        texts(type.getValue())
            .forEach(value -> names.add(new Principals.Name(type.getKey(), value)));
      }
    }
    if (names.isEmpty()) {
      throw new MalformedPolicyException(
          SYNTAX + " Principal must be \"*\" or name AWS, Service, Federated or CanonicalUser.");
    }
    return names;
  }

  /** Which of two elements that exclude each other is there: true for the second. */
  private static boolean oneOf(JsonNode node, String one, String other) {
    if (node.has(one) && node.has(other)) {
      throw new MalformedPolicyException(
          SYNTAX + " A statement has " + one + " or " + other + ", not both.");
    }
    return node.has(other);
  }

  /** A string, or a list of strings. */
  static List<String> texts(@org.jspecify.annotations.Nullable JsonNode node) {
    if (node == null) {
      return List.of();
    }
    List<String> texts = new ArrayList<>();
    for (JsonNode item : node.isArray() ? node : List.of(node)) {
      if (!item.isTextual()) {
        throw new MalformedPolicyException(SYNTAX + " " + item + " must be a string.");
      }
      texts.add(item.asText());
    }
    return texts;
  }

  private static void requireElements(JsonNode node, Set<String> known) {
    node.fieldNames()
        .forEachRemaining(
            name -> {
              if (!known.contains(name)) {
                throw new MalformedPolicyException(SYNTAX + " Unknown element " + name + ".");
              }
            });
  }
}
