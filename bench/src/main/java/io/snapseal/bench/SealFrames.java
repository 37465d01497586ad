package io.snapseal.bench;

import io.snapseal.bench.Sealers.Sealer;
import io.snapseal.blockstore.seal.Envelope;
import java.security.GeneralSecurityException;
import java.util.Random;

/**
 * One contender of {@link Frames}, in a JVM of its own. Prints four numbers: seconds until it was
 * ready, and MB/s over the first gigabyte with that time in it, the same without it, and after the
 * warm-up.
 */
public final class SealFrames {
  private static final int FRAME = 1 << 20;
  private static final int FIRST = 1000;
  private static final double MEASURED_SECONDS = 2;

  private final byte[] frame = new byte[FRAME];
  private final byte[] out = new byte[FRAME + Envelope.TAG];
  private long sealed;

  private SealFrames() {
    new Random(1).nextBytes(frame);
  }

  /** Arguments: a name of {@link Sealers}, seconds of warm-up. */
  public static void main(String[] arguments) throws GeneralSecurityException {
    new SealFrames().measure(Sealers.valueOf(arguments[0]), Double.parseDouble(arguments[1]));
  }

  private void measure(Sealers contender, double warmUpSeconds) throws GeneralSecurityException {
    Watch all = new Watch();
    Sealer sealer = contender.open();
    double ready = all.seconds();
    Watch first = new Watch();
    for (int i = 0; i < FIRST; i++) {
      next(sealer);
    }
    double cold = megabytes(FIRST) / first.seconds();
    double withStart = megabytes(FIRST) / all.seconds();
    sealFor(sealer, warmUpSeconds - all.seconds());
    double warm = sealFor(sealer, MEASURED_SECONDS);
    System.out.println(ready + " " + withStart + " " + cold + " " + warm);
  }

  /** MB/s over a while. */
  private double sealFor(Sealer sealer, double seconds) throws GeneralSecurityException {
    Watch watch = new Watch();
    long before = sealed;
    while (watch.seconds() < seconds) {
      next(sealer);
    }
    return megabytes(sealed - before) / watch.seconds();
  }

  private void next(Sealer sealer) throws GeneralSecurityException {
    sealer.seal(++sealed, frame, out);
  }

  private static double megabytes(long frames) {
    return frames * (FRAME / 1e6);
  }
}
