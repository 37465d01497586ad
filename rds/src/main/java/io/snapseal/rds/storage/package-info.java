/** The keys of storage: asked of KMS on a caller's behalf, used by grant. */
@NullMarked
package io.snapseal.rds.storage;

import org.jspecify.annotations.NullMarked;
