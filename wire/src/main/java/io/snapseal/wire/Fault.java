package io.snapseal.wire;

import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;

/**
 * An error as it goes out.
 *
 * @param code AWS's error code
 * @param message for a person; may be empty
 * @param status the HTTP status, 400 to 599
 * @param members the further texts that AWS's model gives this error, such as {@code Reason}
 */
record Fault(String code, String message, int status, Map<String, String> members) {
  Fault(String code, String message, int status) {
    this(code, message, status, Map.of());
  }

  Fault {
    members = Map.copyOf(members);
    if (code.isEmpty() || status < 400 || status > 599) {
      throw new IllegalArgumentException("not an error: " + status);
    }
  }

  /** Whose fault AWS Query says it is. */
  String type() {
    return status < 500 ? "Sender" : "Receiver";
  }

  /** This, with the members that an exception of the SDK's model has. */
  Fault of(SdkPojo exception) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (SdkField<?> field : exception.sdkFields()) {
      if (field.getValueOrDefault(exception) instanceof String text) {
        texts.put(field.locationName(), text);
      }
    }
    return new Fault(code, message, status, texts);
  }
}
