/**
 * How a region's root key is kept at rest: the stored file, and one store for each kind of keeping.
 */
@org.jspecify.annotations.NullMarked
package io.snapseal.kms.root;
