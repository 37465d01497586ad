/** Principals, access keys and the one place where a request is authorised. */
@NullMarked
package io.snapseal.iam;

import org.jspecify.annotations.NullMarked;
