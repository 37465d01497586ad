package io.snapseal.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.cloudtrail.model.Event;
import software.amazon.awssdk.services.cloudtrail.model.Resource;

/** One event as it was recorded. */
record RecordedEvent(String text, JsonNode json) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * @throws IllegalStateException if it is not JSON: the file was changed
   */
  static RecordedEvent parse(String text) {
    try {
      return new RecordedEvent(text, JSON.readTree(text));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an event of the audit trail is not JSON", e);
    }
  }

  String member(String name) {
    return json.path(name).asText();
  }

  Instant time() {
    return Instant.parse(member("eventTime"));
  }

  boolean readOnly() {
    return json.path("readOnly").asBoolean();
  }

  String accessKeyId() {
    return json.path("userIdentity").path("accessKeyId").asText();
  }

  /** A user's name, a session's, {@code root}, or a service's. */
  String username() {
    JsonNode who = json.path("userIdentity");
    return switch (who.path("type").asText()) {
      case "Root" -> "root";
      case "AWSService" -> who.path("invokedBy").asText();
      default -> UserIdentity.afterSlash(who.path("arn").asText());
    };
  }

  List<Resource> resources() {
    List<Resource> resources = new ArrayList<>();
    for (JsonNode resource : json.path("resources")) {
      resources.add(
          Resource.builder()
              .resourceType(resource.path("type").asText())
              .resourceName(resource.path("ARN").asText())
              .build());
    }
    return resources;
  }

  /** As LookupEvents answers it. */
  Event shown() {
    return Event.builder()
        .eventId(member("eventID"))
        .eventName(member("eventName"))
        .readOnly(Boolean.toString(readOnly()))
        .accessKeyId(accessKeyId().isEmpty() ? null : accessKeyId())
        .eventTime(time())
        .eventSource(member("eventSource"))
        .username(username())
        .resources(resources())
        .cloudTrailEvent(text)
        .build();
  }
}
