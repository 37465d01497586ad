/** Keys, aliases and cryptography behind AWS's KmsClient interface. */
@NullMarked
package io.snapseal.kms;

import org.jspecify.annotations.NullMarked;
