/** What RDS keeps and how it is named: rows, ARNs, identifiers, tags, faults, pages. */
@NullMarked
package io.snapseal.rds.resource;

import org.jspecify.annotations.NullMarked;
