package io.snapseal.blockstore.v1;

import static java.nio.file.attribute.PosixFilePermission.GROUP_EXECUTE;
import static java.nio.file.attribute.PosixFilePermission.GROUP_READ;
import static java.nio.file.attribute.PosixFilePermission.GROUP_WRITE;
import static java.nio.file.attribute.PosixFilePermission.OTHERS_EXECUTE;
import static java.nio.file.attribute.PosixFilePermission.OTHERS_READ;
import static java.nio.file.attribute.PosixFilePermission.OTHERS_WRITE;
import static java.nio.file.attribute.PosixFilePermission.OWNER_EXECUTE;
import static java.nio.file.attribute.PosixFilePermission.OWNER_READ;
import static java.nio.file.attribute.PosixFilePermission.OWNER_WRITE;

import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Permission bits as POSIX numbers them, 0400 for the owner's reading down to 0001. */
final class PermissionBits {
  private static final List<PosixFilePermission> BITS =
      List.of(
          OTHERS_EXECUTE,
          OTHERS_WRITE,
          OTHERS_READ,
          GROUP_EXECUTE,
          GROUP_WRITE,
          GROUP_READ,
          OWNER_EXECUTE,
          OWNER_WRITE,
          OWNER_READ);

  private PermissionBits() {}

  static int number(Set<PosixFilePermission> permissions) {
    int number = 0;
    for (PosixFilePermission permission : permissions) {
      number |= 1 << BITS.indexOf(permission);
    }
    return number;
  }

  static Set<PosixFilePermission> set(int number) {
    Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
    for (int bit = 0; bit < BITS.size(); bit++) {
      if ((number & (1 << bit)) != 0) {
        permissions.add(BITS.get(bit));
      }
    }
    return permissions;
  }
}
