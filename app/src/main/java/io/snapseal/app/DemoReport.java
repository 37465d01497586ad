package io.snapseal.app;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code demo --output json} reports; every value was observed. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record DemoReport(
    Snapshot source,
    Snapshot sealed,
    List<Copy> copies,
    Rows rows,
    Plaintext plaintextFound,
    KeyDisabled keyDisabled,
    int temporariesLeft,
    Map<String, Double> seconds) {

  /** A snapshot as DescribeDBSnapshots shows it. */
  record Snapshot(String id, boolean encrypted, @Nullable String kmsKeyId) {}

  /** A copy in another region. */
  record Copy(String region, String id, boolean encrypted, @Nullable String kmsKeyId) {}

  /** Rows counted and compared by checksum in the source and in the restored copy. */
  record Rows(long source, long restored, boolean checksumsEqual) {}

  /** Whether the canary was found in the stored bytes. */
  record Plaintext(boolean source, boolean sealed) {}

  /** The error code that a restore was refused with while the key was disabled. */
  record KeyDisabled(@Nullable String restoreRefusedWith) {}

  /** Whether everything that Snapseal promises was seen. */
  boolean asPromised() {
    return !source.encrypted()
        && sealed.encrypted()
        && !copies.isEmpty()
        && copies.stream().allMatch(Copy::encrypted)
        && rows.checksumsEqual()
        && rows.source() == rows.restored()
        && plaintextFound.source()
        && !plaintextFound.sealed()
        && "KMSKeyNotAccessibleFault".equals(keyDisabled.restoreRefusedWith())
        && temporariesLeft == 0;
  }
}
