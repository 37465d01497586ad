/** Finds snapshots not under their owner's key and seals them: observe, decide, act. */
@NullMarked
package io.snapseal.autopilot;

import org.jspecify.annotations.NullMarked;
