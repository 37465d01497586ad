/** Directories whose bytes at rest are sealed: gocryptfs, a RAM volume, and the plain directory. */
@NullMarked
package io.snapseal.engine.volume;

import org.jspecify.annotations.NullMarked;
