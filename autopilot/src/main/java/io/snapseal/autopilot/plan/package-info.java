/** What a policy would do to a fleet, said before it is done, and done as it was said. */
@NullMarked
package io.snapseal.autopilot.plan;

import org.jspecify.annotations.NullMarked;
