/** Format version 1 of the block store, as {@code docs/format.md} describes it, byte for byte. */
@NullMarked
package io.snapseal.blockstore.v1;

import org.jspecify.annotations.NullMarked;
