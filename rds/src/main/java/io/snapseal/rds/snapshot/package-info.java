/** DB snapshots: taken, copied, shared, restored, removed. */
@NullMarked
package io.snapseal.rds.snapshot;

import org.jspecify.annotations.NullMarked;
