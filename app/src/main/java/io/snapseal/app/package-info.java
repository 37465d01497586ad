/** The commands and the one composition root. */
@NullMarked
package io.snapseal.app;

import org.jspecify.annotations.NullMarked;
