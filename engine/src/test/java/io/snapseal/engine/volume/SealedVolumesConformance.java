package io.snapseal.engine.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapseal.engine.Canary;
import io.snapseal.engine.EngineException;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** What a driver must do besides that keeps volumes and encrypts them at rest. */
abstract class SealedVolumesConformance extends EncryptedVolumesConformance {
  @Test
  void nothingReadableIsAtRest() throws IOException {
    try (Volume volume = created()) {
      Files.writeString(volume.root().resolve(CANARY), CANARY.repeat(10_000));
      assertThat(Canary.in(atRest, CANARY)).isEmpty();
    }
    assertThat(Canary.in(home(), CANARY)).isEmpty();
  }

  @Test
  void anotherKeyDoesNotOpenIt() {
    created().close();
    assertThatThrownBy(() -> volumes().open(atRest, mountPoint, key(2)))
        .isInstanceOf(EngineException.WrongVolumeKey.class);
    volumes().open(atRest, mountPoint, key(1)).close();
  }
}
