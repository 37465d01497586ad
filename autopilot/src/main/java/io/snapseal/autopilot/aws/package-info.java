/** How AWS is asked, and what its answers mean: clients, faults, keys, patience. */
@NullMarked
package io.snapseal.autopilot.aws;

import org.jspecify.annotations.NullMarked;
