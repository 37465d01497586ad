/**
 * Policies: read strictly, and evaluated by one pure function, {@link
 * io.snapseal.iam.policy.Evaluation}.
 */
@NullMarked
package io.snapseal.iam.policy;

import org.jspecify.annotations.NullMarked;
