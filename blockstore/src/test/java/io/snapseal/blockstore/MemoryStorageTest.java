package io.snapseal.blockstore;

class MemoryStorageTest extends StorageConformance {
  private final MemoryStorage storage = new MemoryStorage();

  @Override
  Storage open() {
    return storage;
  }
}
