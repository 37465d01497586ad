/** Engines without a server: any name and version, for clients' tests. */
@NullMarked
package io.snapseal.engine.simulated;

import org.jspecify.annotations.NullMarked;
