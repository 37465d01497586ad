package io.snapseal.wire;

/** Answers requests that carry no signature, for example {@code GET /health}. */
@FunctionalInterface
public interface PlainEndpoint {
  /** The answer. Anything thrown is answered with a 500 that says nothing else. */
  WireResponse answer(WireRequest request);
}
