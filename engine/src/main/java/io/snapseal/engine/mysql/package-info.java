/** MySQL: the host's servers, and hot backups by copying and a short freeze. */
@NullMarked
package io.snapseal.engine.mysql;

import org.jspecify.annotations.NullMarked;
