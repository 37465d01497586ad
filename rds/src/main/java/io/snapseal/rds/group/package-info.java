/** Parameter groups, option groups and subnet groups, and what they are to instances. */
@NullMarked
package io.snapseal.rds.group;

import org.jspecify.annotations.NullMarked;
