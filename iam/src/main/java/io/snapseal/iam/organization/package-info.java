/**
 * The organization that accounts belong to: its tree of OUs, its service control policies, and the
 * operations of AWS Organizations on them.
 */
@NullMarked
package io.snapseal.iam.organization;

import org.jspecify.annotations.NullMarked;
