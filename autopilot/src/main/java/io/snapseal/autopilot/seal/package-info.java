/** One run of sealing: from a request to a report. */
@NullMarked
package io.snapseal.autopilot.seal;

import org.jspecify.annotations.NullMarked;
