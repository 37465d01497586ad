/** One run of verifying: from a request to a report. */
@NullMarked
package io.snapseal.autopilot.prove;

import org.jspecify.annotations.NullMarked;
