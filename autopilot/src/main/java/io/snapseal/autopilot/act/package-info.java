/** The control loop: looks, lets decide, does what was decided. */
@NullMarked
package io.snapseal.autopilot.act;

import org.jspecify.annotations.NullMarked;
