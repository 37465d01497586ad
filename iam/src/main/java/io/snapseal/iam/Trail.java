package io.snapseal.iam;

/** Where every call is recorded before it is answered, be it allowed or denied. */
public interface Trail {
  /** Records nothing: for what is not a region's service. */
  Trail NONE =
      new Trail() {
        @Override
        public void requireReady() {}

        @Override
        public void record(Call call) {}
      };

  /**
   * Asked before a call does anything: what could not be recorded must not happen.
   *
   * @throws RuntimeException if nothing can be recorded now
   */
  void requireReady();

  /**
   * Records a call that has ended. If it changes something or uses a key, it is durable when this
   * returns.
   *
   * @throws RuntimeException if that failed: the call must not be answered as if it were recorded
   */
  void record(Call call);
}
