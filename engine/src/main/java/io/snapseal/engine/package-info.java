/**
 * Real database servers: start, stop, hot backup, encrypted volumes.
 *
 * <p>The contracts are here, engine-neutral; {@code postgres} and {@code volume} fulfil them. When
 * Snapseal runs as root the servers do not: see {@link io.snapseal.engine.process.Account} for who
 * owns what and {@link io.snapseal.engine.process.Reachability} for the directory modes this asks
 * for.
 */
@NullMarked
package io.snapseal.engine;

import org.jspecify.annotations.NullMarked;
