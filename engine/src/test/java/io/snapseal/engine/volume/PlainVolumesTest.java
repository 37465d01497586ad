package io.snapseal.engine.volume;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class PlainVolumesTest extends EncryptedVolumesConformance {
  @TempDir Path temporary;

  @Override
  Path home() {
    return temporary;
  }

  @Override
  EncryptedVolumes volumes() {
    return new PlainVolumes();
  }
}
