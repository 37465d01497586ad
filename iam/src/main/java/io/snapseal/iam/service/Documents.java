package io.snapseal.iam.service;

import io.snapseal.iam.policy.MalformedPolicyException;
import io.snapseal.iam.policy.Policy;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Policy documents, as they come in and go out. */
final class Documents {
  private Documents() {}

  /** An identity policy's text, once it reads as one. */
  static String identity(String document) {
    read(Policy.Kind.IDENTITY, document);
    return document;
  }

  /** Reads a policy, or answers why it is none. */
  static Policy read(Policy.Kind kind, String document) {
    try {
      return Policy.read(kind, document);
    } catch (MalformedPolicyException e) {
      throw IamFaults.malformedPolicy(String.valueOf(e.getMessage()));
    }
  }

  /** White space does not count (IAM user guide, "IAM and AWS STS quotas"). */
  static int size(String document) {
    return (int) document.chars().filter(c -> !Character.isWhitespace(c)).count();
  }

  /** As IAM shows documents: URL-encoded as RFC 3986 has it. */
  static String encoded(String document) {
    return URLEncoder.encode(document, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }
}
