package io.snapseal.audit;

/**
 * Goes along a chain, line by line. A line's code is over the place before it, {@code number:code},
 * and its event. For one thread at a time.
 */
final class Chain {
  private final ChainKey.Codes codes;
  private Link at;

  Chain(ChainKey key, Link at) {
    this.codes = key.codes();
    this.at = at;
  }

  Link at() {
    return at;
  }

  /** The next line's place, if its event is this one. */
  Link next(byte[] bytes, int from, int length) {
    return new Link(at.number() + 1, codes.of(at.toString(), bytes, from, length));
  }

  void advance(Link to) {
    at = to;
  }
}
