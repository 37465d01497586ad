/** Automated backups: taken in the window, kept for the retention period, retained or removed. */
@NullMarked
package io.snapseal.rds.backup;

import org.jspecify.annotations.NullMarked;
