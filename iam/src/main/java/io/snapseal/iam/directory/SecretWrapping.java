package io.snapseal.iam.directory;

/** Keeps secrets unreadable at rest: the region's root key, behind a port. */
public interface SecretWrapping {

  /**
   * Encrypts and authenticates a secret.
   *
   * @param name what the secret is of; what is wrapped under one name does not open under another
   * @param secret not changed, and not kept
   */
  byte[] wrap(String name, byte[] secret);

  /**
   * The secret that was wrapped under that name.
   *
   * @throws IllegalArgumentException if these bytes were not wrapped under it, or were changed
   */
  byte[] unwrap(String name, byte[] wrapped);
}
