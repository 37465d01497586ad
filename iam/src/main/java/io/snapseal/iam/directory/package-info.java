/**
 * Users, groups, roles, managed policies and access keys as they are kept, and how they are found.
 */
@NullMarked
package io.snapseal.iam.directory;

import org.jspecify.annotations.NullMarked;
