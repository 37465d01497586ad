/**
 * What MariaDB and MySQL have in common: servers over InnoDB, their files, accounts and parameters.
 * What they do differently is a {@link io.snapseal.engine.innodb.Variant}.
 */
@NullMarked
package io.snapseal.engine.innodb;

import org.jspecify.annotations.NullMarked;
