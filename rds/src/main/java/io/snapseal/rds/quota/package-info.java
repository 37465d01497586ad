/** How many resources of each kind an account may have in a region. */
@NullMarked
package io.snapseal.rds.quota;

import org.jspecify.annotations.NullMarked;
