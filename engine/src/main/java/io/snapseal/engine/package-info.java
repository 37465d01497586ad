/** Real database servers: start, stop, hot backup, encrypted volumes. */
@NullMarked
package io.snapseal.engine;

import org.jspecify.annotations.NullMarked;
