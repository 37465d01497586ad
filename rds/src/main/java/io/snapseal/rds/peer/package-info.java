/** Snapshots copied from another server: what is offered to it, and what is asked of it. */
@NullMarked
package io.snapseal.rds.peer;

import org.jspecify.annotations.NullMarked;
