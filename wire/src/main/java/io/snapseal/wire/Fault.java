package io.snapseal.wire;

/**
 * An error as it goes out.
 *
 * @param code AWS's error code
 * @param message for a person; may be empty
 * @param status the HTTP status, 400 to 599
 */
record Fault(String code, String message, int status) {
  Fault {
    if (code.isEmpty() || status < 400 || status > 599) {
      throw new IllegalArgumentException("not an error: " + status);
    }
  }

  /** Whose fault AWS Query says it is. */
  String type() {
    return status < 500 ? "Sender" : "Receiver";
  }
}
