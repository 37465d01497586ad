package io.snapseal.audit;

import com.fasterxml.jackson.core.JsonGenerator;
import io.snapseal.model.SensitiveMembers;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;

/**
 * Writes a request's or response's members as CloudTrail shows them: names begin in lower case
 * ({@code dBSnapshotIdentifier}), secrets are hidden, bytes are left out.
 */
final class Parameters {
  private static final String HIDDEN = "HIDDEN_DUE_TO_SECURITY_REASONS";

  /** Not marked in AWS's models, but good for something to whoever reads them. */
  private static final Set<String> ALSO_HIDDEN =
      Set.of(
          "AuthenticationCode1",
          "AuthenticationCode2",
          "ContextAssertion",
          "GrantToken",
          "GrantTokens",
          "PreSignedUrl",
          "SessionToken",
          "TokenCode");

  private final SensitiveMembers sensitive = new SensitiveMembers();

  /** Writes an object; nothing of it that is secret. */
  void write(SdkPojo object, JsonGenerator json) throws IOException {
    Set<String> secrets = sensitive.of(object);
    json.writeStartObject();
    for (SdkField<?> field : object.sdkFields()) {
      Object member = field.getValueOrDefault(object);
      String name = field.locationName();
      if (!isShown(member)) {
        continue;
      }
      json.writeFieldName(name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1));
      if (secrets.contains(name) || ALSO_HIDDEN.contains(name)) {
        json.writeString(HIDDEN);
      } else {
        value(member, json);
      }
    }
    json.writeEndObject();
  }

  /** Bytes are what is encrypted or what encrypts; AWS's trail has none of them either. */
  private static boolean isShown(Object member) {
    return member != null
        && !(member instanceof SdkBytes)
        && !(member instanceof SdkAutoConstructList)
        && !(member instanceof SdkAutoConstructMap);
  }

  private void value(Object value, JsonGenerator json) throws IOException {
    if (value instanceof SdkPojo pojo) {
      write(pojo, json);
    } else if (value instanceof List<?> list) {
      json.writeStartArray();
      for (Object element : list) {
        value(element, json);
      }
      json.writeEndArray();
    } else if (value instanceof Map<?, ?> map) {
      json.writeStartObject();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        json.writeFieldName(String.valueOf(entry.getKey()));
        value(entry.getValue(), json);
      }
      json.writeEndObject();
    } else {
      scalar(value, json);
    }
  }

  private static void scalar(Object value, JsonGenerator json) throws IOException {
    if (value instanceof Boolean flag) {
      json.writeBoolean(flag);
    } else if (value instanceof Integer || value instanceof Long || value instanceof Short) {
      json.writeNumber(((Number) value).longValue());
    } else if (value instanceof Number number) {
      json.writeNumber(number.doubleValue());
    } else if (value instanceof SdkBytes) {
      json.writeString(HIDDEN);
    } else if (value instanceof Instant instant) {
      json.writeString(instant.toString());
    } else {
      json.writeString(String.valueOf(value));
    }
  }
}
