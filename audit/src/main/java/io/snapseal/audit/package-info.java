/** Who did what: every call as an event of CloudTrail's shape, in files that show every change. */
@NullMarked
package io.snapseal.audit;

import org.jspecify.annotations.NullMarked;
