package io.snapseal.blockstore.seal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeTest {
  private static final byte[] CONTEXT = {1, 2, 3};
  private static final byte[] NONCE = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 9};

  private static Subkey key() {
    return DataKey.takingOver(new byte[32]).subkey("test", new byte[16]);
  }

  static Stream<Supplier<Envelope>> envelopes() {
    return Stream.of(
        () -> Gcm.fastest().envelope(key()), () -> Gcm.ofJdk().envelope(key()), PlainEnvelope::new);
  }

  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  private static byte[] sealed(Envelope envelope, byte[] payload) {
    byte[] out = new byte[payload.length + Envelope.TAG];
    envelope.seal(NONCE, CONTEXT, payload, 0, payload.length, out, 0);
    return out;
  }

  private static boolean opens(Envelope envelope, byte[] nonce, byte[] context, byte[] sealed) {
    byte[] out = new byte[Math.max(0, sealed.length - Envelope.TAG)];
    return envelope.open(nonce, context, sealed, 0, sealed.length, out, 0);
  }

  @ParameterizedTest
  @MethodSource("envelopes")
  void whatIsSealedOpens(Supplier<Envelope> make) {
    for (int length : new int[] {0, 1, 15, 16, 17, 16_384, 16_385, 50_000, 1 << 20}) {
      byte[] payload = bytes(length);
      byte[] sealed = sealed(make.get(), payload);
      byte[] opened = new byte[length + 7];
      assertThat(make.get().open(NONCE, CONTEXT, sealed, 0, sealed.length, opened, 7)).isTrue();
      assertThat(Arrays.copyOfRange(opened, 7, opened.length)).isEqualTo(payload);
    }
  }

  @ParameterizedTest
  @MethodSource("envelopes")
  void nothingChangedOpens(Supplier<Envelope> make) {
    Envelope envelope = make.get();
    byte[] sealed = sealed(envelope, bytes(40));
    for (int bit = 0; bit < sealed.length * 8; bit++) {
      byte[] changed = sealed.clone();
      changed[bit / 8] ^= (byte) (1 << (bit % 8));
      assertThat(opens(envelope, NONCE, CONTEXT, changed)).as("bit " + bit).isFalse();
    }
    for (int length = 0; length < sealed.length; length++) {
      byte[] cut = Arrays.copyOf(sealed, length);
      assertThat(opens(envelope, NONCE, CONTEXT, cut)).as("length " + length).isFalse();
    }
    assertThat(opens(envelope, NONCE, new byte[] {1, 2, 4}, sealed)).isFalse();
    assertThat(opens(envelope, NONCE, CONTEXT, sealed)).isTrue();
  }

  @Test
  void anotherNonceOrKeyOpensNothing() {
    byte[] sealed = sealed(Gcm.fastest().envelope(key()), bytes(40));
    assertThat(opens(Gcm.fastest().envelope(key()), new byte[12], CONTEXT, sealed)).isFalse();
    Subkey other = DataKey.takingOver(new byte[32]).subkey("other", new byte[16]);
    assertThat(opens(Gcm.fastest().envelope(other), NONCE, CONTEXT, sealed)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 100, 16_384, 1 << 20})
  void bothProvidersSpeakTheSameLanguage(int length) {
    byte[] payload = bytes(length);
    byte[] fast = sealed(Gcm.fastest().envelope(key()), payload);
    assertThat(sealed(Gcm.ofJdk().envelope(key()), payload)).isEqualTo(fast);
    assertThat(opens(Gcm.ofJdk().envelope(key()), NONCE, CONTEXT, fast)).isTrue();
  }

  @Test
  void aSealedPayloadIsNotInPlain() {
    byte[] payload = new byte[64];
    assertThat(Arrays.copyOf(sealed(Gcm.fastest().envelope(key()), payload), 64))
        .isNotEqualTo(payload);
    assertThat(Arrays.copyOf(sealed(new PlainEnvelope(), payload), 64)).isEqualTo(payload);
  }
}
