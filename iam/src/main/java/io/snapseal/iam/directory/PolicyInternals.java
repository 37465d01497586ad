package io.snapseal.iam.directory;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The versions of a managed policy.
 *
 * @param versions oldest first
 * @param made how many there have ever been; a version's number is never given again
 */
public record PolicyInternals(List<Version> versions, int made) {

  /**
   * One version.
   *
   * @param id for example {@code v2}
   * @param createdMs milliseconds since 1970
   */
  public record Version(String id, String document, long createdMs) {}

  public PolicyInternals {
    versions = List.copyOf(versions);
  }

  /** A policy that has its first version. */
  public static PolicyInternals first(String document, Instant now) {
    return new PolicyInternals(List.of(), 0).and(document, now);
  }

  /** With one version more. */
  public PolicyInternals and(String document, Instant now) {
    List<Version> more = new ArrayList<>(versions);
    more.add(new Version("v" + (made + 1), document, now.toEpochMilli()));
    return new PolicyInternals(more, made + 1);
  }

  /** Without that version. */
  public PolicyInternals without(String id) {
    return new PolicyInternals(versions.stream().filter(v -> !v.id().equals(id)).toList(), made);
  }

  /** The version of that id. */
  public Optional<Version> version(String id) {
    return versions.stream().filter(version -> version.id().equals(id)).findFirst();
  }

  /** The version made last. */
  public Version newest() {
    return versions.get(versions.size() - 1);
  }
}
