/** Aurora DB clusters: one storage volume and one server each, members, and cluster snapshots. */
@NullMarked
package io.snapseal.rds.cluster;

import org.jspecify.annotations.NullMarked;
