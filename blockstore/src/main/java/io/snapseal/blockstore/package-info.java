/** Volumes as pages, sealed frames and immutable segments. */
@NullMarked
package io.snapseal.blockstore;

import org.jspecify.annotations.NullMarked;
