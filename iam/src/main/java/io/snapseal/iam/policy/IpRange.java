package io.snapseal.iam.policy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/**
 * Addresses in CIDR notation, of either kind (IAM user guide, "IP address condition operators").
 */
final class IpRange {
  /** Only what is an address by its form reaches the resolver, which then asks nobody. */
  private static final Pattern NUMERIC = Pattern.compile("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

  private IpRange() {}

  /** Whether the range has the address; what does not read has nothing. */
  static boolean contains(String range, String address) {
    int slash = range.indexOf('/');
    byte[] network = bytes(slash < 0 ? range : range.substring(0, slash));
    byte[] asked = bytes(address);
    if (network.length == 0 || network.length != asked.length) {
      return false;
    }
    int bits = network.length * Byte.SIZE;
    if (slash >= 0) {
      try {
        bits = Integer.parseInt(range.substring(slash + 1));
      } catch (NumberFormatException e) {
        return false;
      }
    }
    return bits >= 0 && bits <= network.length * Byte.SIZE && sameBits(network, asked, bits);
  }

  private static boolean sameBits(byte[] one, byte[] other, int bits) {
    for (int i = 0; i < bits; i++) {
      int mask = 0x80 >> (i % Byte.SIZE);
      if ((one[i / Byte.SIZE] & mask) != (other[i / Byte.SIZE] & mask)) {
        return false;
      }
    }
    return true;
  }

  private static byte[] bytes(String address) {
    if (!NUMERIC.matcher(address).matches()) {
      return new byte[0];
    }
    try {
      return InetAddress.getByName(address).getAddress();
    } catch (UnknownHostException e) {
      return new byte[0];
    }
  }
}
