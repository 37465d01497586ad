/** PostgreSQL: binaries, servers, the low-level backup API. */
@NullMarked
package io.snapseal.engine.postgres;

import org.jspecify.annotations.NullMarked;
