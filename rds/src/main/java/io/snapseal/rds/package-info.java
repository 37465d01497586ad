/** Instances, snapshots and copies behind AWS's RdsClient interface. */
@NullMarked
package io.snapseal.rds;

import org.jspecify.annotations.NullMarked;
