/**
 * AWS SDK model objects as JSON documents: one walk over their field metadata, no mapping layer.
 */
@NullMarked
package io.snapseal.model;

import org.jspecify.annotations.NullMarked;
