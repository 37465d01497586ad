/** IAM and STS as the SDK's client interfaces offer them. */
@NullMarked
package io.snapseal.iam.service;

import org.jspecify.annotations.NullMarked;
