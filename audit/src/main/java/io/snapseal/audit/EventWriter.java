package io.snapseal.audit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.snapseal.iam.Authorizer.Decided;
import io.snapseal.iam.Call;
import io.snapseal.iam.Caller;
import io.snapseal.iam.policy.Decision.Because;
import io.snapseal.iam.policy.Decision.DecidedBy;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * Writes calls as events of CloudTrail's shape (CloudTrail user guide, "CloudTrail record
 * contents"). What was decided about the caller's rights, and which statement decided, is under
 * {@code additionalEventData.decisions}: AWS has no place for it.
 */
final class EventWriter {
  private static final String VERSION = "1.11";

  /** CloudTrail's limit for an event; what makes it longer is left out. */
  private static final int MOST_BYTES = 256 * 1024;

  private static final Set<Because> OF_RESOURCES =
      EnumSet.of(Because.RESOURCE, Because.TRUST, Because.GRANT);

  private static final JsonFactory JSON = new JsonFactory();

  private final Parameters parameters = new Parameters();
  private final Supplier<String> eventIds;

  EventWriter(Supplier<String> eventIds) {
    this.eventIds = eventIds;
  }

  /**
   * The events of a call: one for the caller's account, and one for every other whose resource it
   * used, if it was let.
   */
  List<byte[]> events(Call call, Instant time) {
    Set<String> resources = TouchedResources.of(call);
    Set<String> recipients = new LinkedHashSet<>();
    recipients.add(call.caller().account());
    if (call.error().isEmpty()) {
      resources.stream()
          .map(ResourceKind::account)
          .filter(account -> !account.isEmpty())
          .forEach(recipients::add);
    }
    Optional<String> shared =
        recipients.size() > 1 ? Optional.of(eventIds.get()) : Optional.empty();
    List<byte[]> events = new ArrayList<>(recipients.size());
    for (String recipient : recipients) {
      Envelope envelope = new Envelope(eventIds.get(), time, recipient, shared, resources);
      byte[] event = event(call, envelope, true);
      events.add(event.length <= MOST_BYTES ? event : event(call, envelope, false));
    }
    return events;
  }

  private record Envelope(
      String eventId,
      Instant time,
      String recipient,
      Optional<String> sharedEventId,
      Set<String> resources) {}

  private byte[] event(Call call, Envelope envelope, boolean whole) {
    // Not straight to bytes: half a surrogate pair in what a caller sends would fail, and a call
    // that was done would go unrecorded. Here it becomes a question mark.
    StringWriter text = new StringWriter(1024);
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("eventVersion", VERSION);
      json.writeFieldName("userIdentity");
      UserIdentity.write(call.caller(), json);
      json.writeStringField(
          "eventTime", envelope.time().truncatedTo(ChronoUnit.SECONDS).toString());
      json.writeStringField("eventSource", call.service() + ".amazonaws.com");
      json.writeStringField("eventName", call.operation());
      json.writeStringField("awsRegion", call.caller().region());
      origin(call.caller(), json);
      if (call.error().isPresent()) {
        error(call.error().get(), json);
      }
      payload(call, whole, json);
      decisions(shownTo(envelope.recipient(), call), json);
      json.writeStringField("requestID", call.caller().origin().requestId());
      json.writeStringField("eventID", envelope.eventId());
      json.writeBooleanField("readOnly", CallKind.of(call.operation()).readOnly());
      resources(envelope.resources(), json);
      json.writeStringField("eventType", "AwsApiCall");
      json.writeBooleanField("managementEvent", true);
      json.writeStringField("recipientAccountId", envelope.recipient());
      if (envelope.sharedEventId().isPresent()) {
        json.writeStringField("sharedEventID", envelope.sharedEventId().get());
      }
      json.writeStringField("eventCategory", "Management");
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** What a service asks, for itself or for somebody, comes from the service. */
  private static void origin(Caller caller, JsonGenerator json) throws IOException {
    Optional<String> service =
        caller
            .viaService()
            .or(() -> caller.isService() ? Optional.of(caller.principalArn()) : Optional.empty());
    String from = service.map(UserIdentity::serviceOf).orElse(caller.origin().sourceAddress());
    json.writeStringField("sourceIPAddress", from);
    json.writeStringField("userAgent", service.isPresent() ? from : caller.origin().userAgent());
  }

  private static void error(Throwable error, JsonGenerator json) throws IOException {
    AwsErrorDetails details =
        error instanceof AwsServiceException fault ? fault.awsErrorDetails() : null;
    if (details == null || details.errorCode() == null) {
      json.writeStringField("errorCode", "InternalFailure");
      return;
    }
    json.writeStringField("errorCode", details.errorCode());
    if (details.errorMessage() != null) {
      json.writeStringField("errorMessage", details.errorMessage());
    }
  }

  private void payload(Call call, boolean whole, JsonGenerator json) throws IOException {
    json.writeFieldName("requestParameters");
    if (whole) {
      parameters.write(call.request(), json);
    } else {
      json.writeNull();
    }
    json.writeFieldName("responseElements");
    if (whole && call.response().isPresent() && showsResponse(call)) {
      parameters.write(call.response().get(), json);
    } else {
      json.writeNull();
    }
  }

  private static boolean showsResponse(Call call) {
    CallKind kind = CallKind.of(call.operation());
    return kind == CallKind.CHANGE || (kind == CallKind.USE && call.service().equals("sts"));
  }

  /** An account sees what its own policies and grants decided, and nothing of another's. */
  private static List<Decided> shownTo(String recipient, Call call) {
    return recipient.equals(call.caller().account())
        ? call.decisions()
        : call.decisions().stream()
            .filter(it -> ResourceKind.account(it.request().resource()).equals(recipient))
            .filter(it -> OF_RESOURCES.contains(it.decision().because()))
            .toList();
  }

  private static void decisions(List<Decided> decisions, JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("additionalEventData");
    json.writeArrayFieldStart("decisions");
    for (Decided decided : decisions) {
      json.writeStartObject();
      json.writeStringField("action", decided.request().action());
      json.writeStringField("resource", decided.request().resource());
      json.writeStringField("outcome", decided.decision().outcome().name());
      json.writeStringField("because", decided.decision().because().name());
      Optional<DecidedBy> statement = decided.decision().statement();
      if (statement.isPresent()) {
        json.writeStringField("statement", statement.get().toString());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void resources(Set<String> arns, JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("resources");
    for (String arn : arns) {
      json.writeStartObject();
      json.writeStringField("accountId", ResourceKind.account(arn));
      if (!ResourceKind.of(arn).isEmpty()) {
        json.writeStringField("type", ResourceKind.of(arn));
      }
      json.writeStringField("ARN", arn);
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
