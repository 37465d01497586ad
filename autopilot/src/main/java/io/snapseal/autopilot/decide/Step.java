package io.snapseal.autopilot.decide;

/**
 * A step of sealing one source, as reports and progress name it.
 *
 * @param kind what is done
 * @param region where
 */
public record Step(Kind kind, String region) {
  public enum Kind {
    RESTORE("restore"),
    SNAPSHOT("snapshot"),
    COPY("copy"),
    VERIFY("verify"),
    COPY_TO("copy-to"),
    DELETE_INSTANCE("clean-up"),
    DELETE_CLUSTER("clean-up"),
    DELETE_SNAPSHOT("clean-up"),
    DELETE_CHECK("clean-up"),
    DELETE_CHECK_CLUSTER("clean-up"),
    TAG_SOURCE("tag-source"),
    DELETE_SOURCE("delete-source");

    private final String label;

    Kind(String label) {
      this.label = label;
    }
  }

  /** Such as {@code copy}, or {@code copy-to eu-west-1}. */
  public String label() {
    return kind == Kind.COPY_TO ? kind.label + " " + region : kind.label;
  }
}
