/** DB instances: what requests make of their rows, and the servers behind them. */
@NullMarked
package io.snapseal.rds.instance;

import org.jspecify.annotations.NullMarked;
