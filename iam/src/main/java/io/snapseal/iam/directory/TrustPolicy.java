package io.snapseal.iam.directory;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.snapseal.state.Row;
import io.snapseal.state.Scope;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import software.amazon.awssdk.services.iam.model.Role;

/**
 * A role's trust policy as it means today. A user or role that it names is the one that had the
 * name when the policy was written: renamed, it is shown by its new ARN; deleted, by its unique id,
 * which nobody has again (IAM user guide, "AWS JSON policy elements: Principal").
 */
public final class TrustPolicy {
  private static final ObjectMapper JSON = JsonMapper.builder().build();

  private TrustPolicy() {}

  /** The unique id of the user or role of that ARN. */
  public static Optional<String> idOf(Handle handle, String arn) {
    return Directory.user(handle, arn)
        .map(user -> user.shown().userId())
        .or(() -> Directory.role(handle, arn).map(role -> role.shown().roleId()));
  }

  /** The document, with each principal named as it is to be named today. */
  public static String document(Handle handle, Row<Role, RoleInternals> role) {
    String written = role.shown().assumeRolePolicyDocument();
    Map<String, String> changed = new HashMap<>();
    role.internal()
        .trusted()
        .forEach(
            (arn, id) -> {
              if (idOf(handle, arn).filter(id::equals).isEmpty()) {
                changed.put(arn, arnOf(handle, arn, id).orElse(id));
              }
            });
    return changed.isEmpty() ? written : renamed(written, changed);
  }

  private static Optional<String> arnOf(Handle handle, String oldArn, String id) {
    Scope scope = Directory.scope(EntityArn.parse(oldArn).orElseThrow().account());
    return Directory.USERS.list(handle, scope).stream()
        .filter(user -> id.equals(user.shown().userId()))
        .map(user -> user.shown().arn())
        .findFirst()
        .or(
            () ->
                Directory.ROLES.list(handle, scope).stream()
                    .filter(role -> id.equals(role.shown().roleId()))
                    .map(role -> role.shown().arn())
                    .findFirst());
  }

  private static String renamed(String written, Map<String, String> names) {
    try {
      JsonNode policy = JSON.readTree(written);
      JsonNode statements = policy.path("Statement");
      for (JsonNode statement : statements.isArray() ? statements : List.of(statements)) {
        rename(statement.path("Principal"), names);
      }
      return JSON.writeValueAsString(policy);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a stored trust policy is not JSON", e);
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
