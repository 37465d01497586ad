package io.snapseal.bench;

import io.snapseal.blockstore.seal.DataKey;
import io.snapseal.blockstore.seal.Envelope;
import io.snapseal.blockstore.seal.Gcm;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.util.ServiceLoader;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** The ways of sealing a frame that are compared. */
enum Sealers {
  SUN_ONE_SHOT("SunJCE, one shot") {
    @Override
    Sealer open() throws GeneralSecurityException {
      return cipher(Cipher.getInstance(TRANSFORMATION, "SunJCE"), Integer.MAX_VALUE);
    }
  },
  SUN_UPDATES("SunJCE, 16 KiB updates") {
    @Override
    Sealer open() throws GeneralSecurityException {
      return cipher(Cipher.getInstance(TRANSFORMATION, "SunJCE"), PIECE);
    }
  },
  CORRETTO("Corretto, one shot") {
    @Override
    Sealer open() throws GeneralSecurityException {
      return cipher(Cipher.getInstance(TRANSFORMATION, corretto()), Integer.MAX_VALUE);
    }
  },
  SNAPSEAL("Snapseal, fastest") {
    @Override
    Sealer open() {
      return snapseal(Gcm.fastest());
    }
  },
  SNAPSEAL_FALLBACK("Snapseal, fallback") {
    @Override
    Sealer open() {
      return snapseal(Gcm.ofJdk());
    }
  };

  private static final String TRANSFORMATION = "AES/GCM/NoPadding";
  private static final int PIECE = 16 * 1024;

  private final String title;

  Sealers(String title) {
    this.title = title;
  }

  /** For people. */
  String title() {
    return title;
  }

  /** Makes it ready, as a program that is just starting must. */
  abstract Sealer open() throws GeneralSecurityException;

  /** Seals one frame after another. */
  interface Sealer {
    /**
     * Seals a frame.
     *
     * @param number never the same twice: it becomes the nonce
     * @param out has room for the frame and a tag
     */
    void seal(long number, byte[] frame, byte[] out) throws GeneralSecurityException;
  }

  private static Sealer snapseal(Gcm gcm) {
    DataKey key = DataKey.takingOver(new byte[DataKey.LENGTH]);
    Envelope envelope = gcm.envelope(key.subkey("snapseal/bench", new byte[16]));
    return (number, frame, out) ->
        envelope.seal(nonce(number), context(number), frame, 0, frame.length, out, 0);
  }

  private static Sealer cipher(Cipher cipher, int piece) {
    SecretKeySpec key = new SecretKeySpec(new byte[DataKey.LENGTH], "AES");
    return (number, frame, out) -> {
      cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(128, nonce(number)));
      cipher.updateAAD(context(number));
      int read = 0;
      int written = 0;
      for (; frame.length - read > piece; read += piece) {
        written += cipher.update(frame, read, piece, out, written);
      }
      cipher.doFinal(frame, read, frame.length - read, out, written);
    };
  }

  private static Provider corretto() {
    return ServiceLoader.load(Provider.class).stream()
        .filter(found -> found.type().getSimpleName().equals("AmazonCorrettoCryptoProvider"))
        .map(ServiceLoader.Provider::get)
        .findFirst()
        .orElseThrow();
  }

  private static byte[] nonce(long number) {
    return ByteBuffer.allocate(Envelope.NONCE).putLong(number).array();
  }

  private static byte[] context(long number) {
    return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
  }
}
