/** What happened: events, who subscribes to them, and where they are delivered. */
@NullMarked
package io.snapseal.rds.event;

import org.jspecify.annotations.NullMarked;
