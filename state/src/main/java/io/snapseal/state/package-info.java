/** The private region's durable rows: SDK model objects kept in SQLite or PostgreSQL. */
@NullMarked
package io.snapseal.state;

import org.jspecify.annotations.NullMarked;
