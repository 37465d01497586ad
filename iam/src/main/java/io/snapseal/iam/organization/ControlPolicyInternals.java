package io.snapseal.iam.organization;

import java.util.Map;

/**
 * What a policy's summary does not show.
 *
 * @param content the document, as it was given
 */
record ControlPolicyInternals(String content, Map<String, String> tags) {
  ControlPolicyInternals {
    tags = Map.copyOf(tags);
  }
}
