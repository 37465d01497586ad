/** Snapshots made of files that come from elsewhere, and given out as files again. */
@NullMarked
package io.snapseal.rds.transfer;

import org.jspecify.annotations.NullMarked;
