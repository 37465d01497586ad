/** Work behind the API: claimed by a worker, done again after a crash. */
@NullMarked
package io.snapseal.rds.task;

import org.jspecify.annotations.NullMarked;
