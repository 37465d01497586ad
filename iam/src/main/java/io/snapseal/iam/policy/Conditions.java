package io.snapseal.iam.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a Condition block. Values may be numbers and booleans, as policies often have them. */
final class Conditions {
  private static final String FOR_ANY = "ForAnyValue:";
  private static final String FOR_ALL = "ForAllValues:";
  private static final String IF_EXISTS = "IfExists";

  private Conditions() {}

  static List<Condition> read(@Nullable JsonNode block, boolean variables) {
    if (block == null) {
      return List.of();
    }
    List<Condition> conditions = new ArrayList<>();
    for (Map.Entry<String, JsonNode> operator : fields(block)) {
      for (Map.Entry<String, JsonNode> key : fields(operator.getValue())) {
        conditions.add(
            condition(operator.getKey(), key.getKey(), values(key.getValue()), variables));
      }
    }
    return conditions;
  }

  private static Condition condition(
      String written, String key, List<String> values, boolean variables) {
    String name = written;
    Condition.Set set = Condition.Set.NONE;
    if (name.startsWith(FOR_ANY)) {
      set = Condition.Set.ANY;
      name = name.substring(FOR_ANY.length());
    } else if (name.startsWith(FOR_ALL)) {
      set = Condition.Set.ALL;
      name = name.substring(FOR_ALL.length());
    }
    boolean ifExists = name.endsWith(IF_EXISTS);
    if (ifExists) {
      name = name.substring(0, name.length() - IF_EXISTS.length());
    }
    Operator operator =
        Operator.named(name)
            .orElseThrow(
                () -> new MalformedPolicyException("Invalid Condition type : " + written + "."));
    if (operator.equals(Operator.NULL) && (ifExists || set != Condition.Set.NONE)) {
      throw new MalformedPolicyException("Invalid Condition type : " + written + ".");
    }
    if (!key.contains(":")) {
      throw new MalformedPolicyException(
          "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.: " + key);
    }
    List<Condition.Test> tests =
        values.stream()
            .map(
                value ->
                    new Condition.Test(
                        value, operator.comparison().with(Template.of(value, variables))))
            .toList();
    return new Condition(written, set, operator, ifExists, key, tests);
  }

  private static List<String> values(JsonNode node) {
    List<String> values = new ArrayList<>();
    for (JsonNode item : node.isArray() ? node : List.of(node)) {
      if (!item.isValueNode() || item.isNull()) {
        throw new MalformedPolicyException(
            "Syntax errors in policy. " + item + " cannot be the value of a condition.");
      }
      values.add(item.asText());
    }
    return values;
  }

  private static List<Map.Entry<String, JsonNode>> fields(JsonNode node) {
    if (!node.isObject()) {
      throw new MalformedPolicyException(
          "Syntax errors in policy. A Condition names operators, each with keys.");
    }
    List<Map.Entry<String, JsonNode>> fields = new ArrayList<>();
    fields.addAll(node.properties());
    return fields;
  }
}
