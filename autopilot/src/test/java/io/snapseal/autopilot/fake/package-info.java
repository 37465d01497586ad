/** An account with its regions on a virtual clock, for tests. */
@NullMarked
package io.snapseal.autopilot.fake;

import org.jspecify.annotations.NullMarked;
