package io.snapseal.wire;

/** A request is refused before any service sees it. Bad input, never a bug. */
final class RefusedException extends RuntimeException {
  private final Refusal refusal;
  private final String sentence;

  RefusedException(Refusal refusal, String message) {
    super(message, null, false, false);
    this.refusal = refusal;
    this.sentence = message;
  }

  Refusal refusal() {
    return refusal;
  }

  /** The error as that protocol knows it. */
  Fault fault(Protocol protocol) {
    return refusal.fault(protocol, sentence);
  }
}
