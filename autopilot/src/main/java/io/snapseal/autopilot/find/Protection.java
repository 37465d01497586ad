package io.snapseal.autopilot.find;

/** What protects a snapshot at rest (Amazon RDS User Guide, "Encrypting Amazon RDS resources"). */
public enum Protection {
  /** Not encrypted. */
  NONE,
  /** Under a key that AWS owns ({@code StorageEncryptionType=sse-rds}): nobody else controls it. */
  AWS_OWNED,
  /** Under {@code aws/rds}, which AWS manages: cannot be shared, disabled or given a policy. */
  AWS_MANAGED,
  /** Under a customer managed key; no wanted key was named to compare it with. */
  CUSTOMER_KEY,
  /** Under a customer managed key that is not the wanted one. */
  WRONG_KEY,
  /** Under the wanted key. */
  RIGHT_KEY,
  /** Its key cannot be used, so it cannot be restored or copied; the failure says why. */
  KEY_UNUSABLE,
  /** Of an engine or kind the autopilot does not seal; the failure says which. */
  UNSUPPORTED
}
