/** Unix domain sockets, as database drivers want them. */
@NullMarked
package io.snapseal.engine.socket;

import org.jspecify.annotations.NullMarked;
