package io.snapseal.blockstore;

/**
 * Nothing turns an encrypted snapshot into an unencrypted one (RDS user guide, "Limitations of
 * Amazon RDS encrypted DB instances").
 */
public final class OneWayException extends BlockStoreException {
  private static final long serialVersionUID = 1L;

  /** Says what was asked for. */
  public OneWayException(String message) {
    super(message);
  }
}
