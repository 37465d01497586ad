/** Files and directories that survive a crash, belong to whom they should, and go away whole. */
@NullMarked
package io.snapseal.engine.files;

import org.jspecify.annotations.NullMarked;
