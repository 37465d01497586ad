package io.snapseal.app;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * What instances run on.
 *
 * @param simulated the engines that run without a server
 * @param mysqld MySQL's server program, if not the one that the host has installed
 */
record EngineChoice(Set<String> simulated, Optional<Path> mysqld) {
  /** The host's servers, nothing simulated. */
  static final EngineChoice OF_HOST = new EngineChoice(Set.of(), Optional.empty());

  /** With these simulated. */
  EngineChoice simulating(Set<String> engines) {
    return new EngineChoice(engines, mysqld);
  }
}
