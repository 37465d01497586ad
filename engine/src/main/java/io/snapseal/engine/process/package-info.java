/** Child processes: who runs them, with what, and for how long. */
@NullMarked
package io.snapseal.engine.process;

import org.jspecify.annotations.NullMarked;
