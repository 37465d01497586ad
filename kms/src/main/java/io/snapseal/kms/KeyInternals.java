package io.snapseal.kms;

import java.util.Map;

/**
 * What KMS keeps of a key beside its metadata.
 *
 * @param wrappedKeyset the key's material under the root key, base64
 * @param policy the key policy, as it was put
 * @param tags the key's tags
 */
record KeyInternals(String wrappedKeyset, String policy, Map<String, String> tags) {
  KeyInternals withPolicy(String changed) {
    return new KeyInternals(wrappedKeyset, changed, tags);
  }

  KeyInternals withTags(Map<String, String> changed) {
    return new KeyInternals(wrappedKeyset, policy, changed);
  }

  @Override
  public String toString() {
    return "KeyInternals(hidden)";
  }
}
