/** Side-by-side benchmarks. */
@NullMarked
package io.snapseal.bench;

import org.jspecify.annotations.NullMarked;
