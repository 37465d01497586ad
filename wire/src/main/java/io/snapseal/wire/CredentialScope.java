package io.snapseal.wire;

import java.util.regex.Pattern;

/**
 * What a signature is good for: {@code 20260101/eu-west-1/rds/aws4_request}.
 *
 * @param date eight digits
 * @param region lower-case letters, digits and dashes
 * @param service the signing name
 */
record CredentialScope(String date, String region, String service) {
  static final String TERMINATOR = "aws4_request";
  private static final Pattern DATE = Pattern.compile("[0-9]{8}");
  private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,32}");

  CredentialScope {
    if (!DATE.matcher(date).matches()
        || !NAME.matcher(region).matches()
        || !NAME.matcher(service).matches()) {
      throw new IllegalArgumentException("not a credential scope");
    }
  }

  String text() {
    return date + "/" + region + "/" + service + "/" + TERMINATOR;
  }
}
