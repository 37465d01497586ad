package io.snapseal.blockstore.v1;

import io.snapseal.blockstore.seal.DataKey;

/** An open data key and the digest of the file it came from. */
final class VolumeKey {
  private final int number;
  private final String fileSha256;
  private final DataKey key;

  VolumeKey(int number, String fileSha256, DataKey key) {
    this.number = number;
    this.fileSha256 = fileSha256;
    this.key = key;
  }

  int number() {
    return number;
  }

  String fileSha256() {
    return fileSha256;
  }

  /** To be closed by whoever takes it. */
  DataKey key() {
    return key;
  }
}
