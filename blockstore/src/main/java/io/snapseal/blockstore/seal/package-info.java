/** Data keys, keys derived from them, and authenticated encryption with either provider. */
@NullMarked
package io.snapseal.blockstore.seal;

import org.jspecify.annotations.NullMarked;
