package io.snapseal.audit;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudtrail.model.LookupAttribute;
import software.amazon.awssdk.services.cloudtrail.model.LookupAttributeKey;

/**
 * Which events somebody looks for: in an account and region, of a time, with an attribute.
 *
 * @param from the earliest time, inclusive
 * @param to the latest time, inclusive
 */
record LookedFor(
    String account, String region, Instant from, Instant to, Optional<LookupAttribute> attribute) {

  /** Whether the event is one of them. */
  boolean matches(RecordedEvent event) {
    return event.member("recipientAccountId").equals(account)
        && event.member("awsRegion").equals(region)
        && !event.time().isBefore(from)
        && !event.time().isAfter(to)
        && attribute.map(wanted -> has(event, wanted)).orElse(true);
  }

  /**
   * Texts that stand in every line of such an event: a line without one of them need not be read.
   */
  List<byte[]> marks() {
    String accountMark = "\"recipientAccountId\":\"" + account + "\"";
    return attribute
        .filter(wanted -> wanted.attributeKey() != LookupAttributeKey.READ_ONLY)
        .filter(wanted -> isPlain(wanted.attributeValue()))
        .map(wanted -> List.of(bytes(accountMark), bytes(wanted.attributeValue())))
        .orElse(List.of(bytes(accountMark)));
  }

  /** JSON may write other characters in more than one way. {@code root} need not be written. */
  private static boolean isPlain(String value) {
    return value.matches("[\\w./:@+=,-]+") && !value.equals("root");
  }

  private static boolean has(RecordedEvent event, LookupAttribute wanted) {
    String value = wanted.attributeValue();
    return switch (wanted.attributeKey()) {
      case EVENT_ID -> event.member("eventID").equals(value);
      case EVENT_NAME -> event.member("eventName").equals(value);
      case EVENT_SOURCE -> event.member("eventSource").equals(value);
      case READ_ONLY -> Boolean.toString(event.readOnly()).equals(value.toLowerCase(Locale.ROOT));
      case USERNAME -> event.username().equals(value);
      case ACCESS_KEY_ID -> event.accessKeyId().equals(value);
      case RESOURCE_TYPE ->
          event.resources().stream().anyMatch(it -> value.equals(it.resourceType()));
      case RESOURCE_NAME ->
          event.resources().stream()
              .anyMatch(
                  it ->
                      value.equals(it.resourceName())
                          || value.equals(ResourceKind.name(it.resourceName())));
      case UNKNOWN_TO_SDK_VERSION -> false;
    };
  }

  /** Whether that key is one of CloudTrail's. */
  static boolean isKnown(@Nullable LookupAttributeKey key) {
    return key != null && key != LookupAttributeKey.UNKNOWN_TO_SDK_VERSION;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
