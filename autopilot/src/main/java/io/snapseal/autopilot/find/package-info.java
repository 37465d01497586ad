/** What there is: snapshots and databases of a region, whose they are and what protects them. */
@NullMarked
package io.snapseal.autopilot.find;

import org.jspecify.annotations.NullMarked;
