/** What a private region has to offer: engines, versions, classes, regions. */
@NullMarked
package io.snapseal.rds.catalog;

import org.jspecify.annotations.NullMarked;
