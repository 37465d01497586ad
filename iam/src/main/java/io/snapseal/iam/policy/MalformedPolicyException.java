package io.snapseal.iam.policy;

/** A text is not a policy of its kind; the message says why, in AWS's words where it has some. */
public final class MalformedPolicyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MalformedPolicyException(String message) {
    super(message);
  }
}
