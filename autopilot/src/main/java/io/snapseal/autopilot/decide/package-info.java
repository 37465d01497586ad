/** What to do next: pure functions of what is wanted and what there is. */
@NullMarked
package io.snapseal.autopilot.decide;

import org.jspecify.annotations.NullMarked;
