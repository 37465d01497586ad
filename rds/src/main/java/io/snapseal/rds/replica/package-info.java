/** Read replicas: made, watched, promoted, and what becomes of them when their source goes. */
@NullMarked
package io.snapseal.rds.replica;

import org.jspecify.annotations.NullMarked;
