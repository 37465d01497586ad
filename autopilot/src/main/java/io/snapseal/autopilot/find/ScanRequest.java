package io.snapseal.autopilot.find;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where to look, and for which key.
 *
 * @param regions where to look, at least one
 * @param key the wanted key, looked up in each region: alias, key id or ARN; null: only tell AWS's
 *     keys from customer keys
 */
public record ScanRequest(List<String> regions, @Nullable String key) {
  public ScanRequest {
    if (regions.isEmpty()) {
      throw new IllegalArgumentException("no region to scan");
    }
    regions = regions.stream().distinct().toList();
  }
}
