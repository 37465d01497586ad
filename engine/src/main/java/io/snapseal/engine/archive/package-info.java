/** Programs that come in archives. */
@NullMarked
package io.snapseal.engine.archive;

import org.jspecify.annotations.NullMarked;
