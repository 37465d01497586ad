/** Publishes any AWS SDK client implementation over HTTP: codecs, signatures, errors. */
@NullMarked
package io.snapseal.wire;

import org.jspecify.annotations.NullMarked;
