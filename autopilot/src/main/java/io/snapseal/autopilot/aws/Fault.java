package io.snapseal.autopilot.aws;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** A kind of thing that goes wrong, with its cause and its fix for a person: the error registry. */
public sealed interface Fault permits AwsFault, OwnFault {
  /** The code as AWS or Snapseal writes it, such as {@code SnapshotQuotaExceeded}. */
  String code();

  /** Why it happens; lower case, no full stop. */
  String cause();

  /** What to do; full sentences. */
  String fix();

  /** Whether the same call may be tried again. */
  Failure.Retry retry();

  /** A failure of this kind that says what happened here. */
  default Failure saying(String message) {
    return new Failure(code(), message, cause(), fix(), retry());
  }

  /** What AWS means by a code and a message; {@link OwnFault#OTHER} if nobody knows. */
  static Fault of(String awsCode, String message) {
    for (AwsFault fault : AwsFault.values()) {
      if (fault.means(awsCode, message)) {
        return fault;
      }
    }
    return OwnFault.OTHER;
  }

  /**
   * Every fault that a code, or a message that contains a code, may stand for: most telling first,
   * empty if nothing is known.
   *
   * @param codeOrMessage such as {@code KMSKeyNotAccessibleFault} or a line of the AWS CLI's output
   */
  static List<Fault> explain(String codeOrMessage) {
    String said = codeOrMessage.toLowerCase(Locale.ROOT);
    List<Fault> found = new ArrayList<>();
    for (AwsFault fault : AwsFault.values()) {
      if (fault.isNamedIn(said)) {
        found.add(fault.isTold(said) ? 0 : found.size(), fault);
      }
    }
    Stream.of(OwnFault.values())
        .filter(fault -> fault != OwnFault.OTHER && said.matches(fault.wordOf()))
        .forEach(found::add);
    return found;
  }
}
