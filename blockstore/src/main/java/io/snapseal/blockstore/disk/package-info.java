/** Blocks on a local disk. */
@NullMarked
package io.snapseal.blockstore.disk;

import org.jspecify.annotations.NullMarked;
