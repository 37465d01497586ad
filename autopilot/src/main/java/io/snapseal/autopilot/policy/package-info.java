/** What a fleet's owner wants, as one file says it: which snapshots, which key, what then. */
@NullMarked
package io.snapseal.autopilot.policy;

import org.jspecify.annotations.NullMarked;
