package io.snapseal.kms;

import io.snapseal.iam.Caller;
import io.snapseal.state.Scope;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a request calls a key: a key id, a key ARN, an alias name or an alias ARN (KMS developer
 * guide, "Key identifiers").
 *
 * @param scope the account and region that the key is looked up in
 * @param resource {@code key/ID} or {@code alias/NAME}
 */
record KeyName(Scope scope, String resource) {
  private static final String ALIAS = "alias/";
  private static final String KEY = "key/";
  private static final Pattern ARN =
      Pattern.compile("arn:aws:kms:([a-z0-9-]+):(\\d{12}):((?:key|alias)/.+)");

  /** Reads a key identifier as the caller's region does. */
  static KeyName parse(Caller caller, @Nullable String given) {
    String identifier = KmsFaults.required(given, "keyId");
    Scope own = caller.scope();
    if (identifier.startsWith("arn:")) {
      return ofArn(caller, identifier);
    }
    return identifier.startsWith(ALIAS)
        ? new KeyName(own, identifier)
        : new KeyName(own, KEY + identifier);
  }

  boolean isAlias() {
    return resource.startsWith(ALIAS);
  }

  String keyId() {
    return resource.substring(KEY.length());
  }

  String arn() {
    return arn(scope, resource);
  }

  static String keyArn(Scope scope, String keyId) {
    return arn(scope, KEY + keyId);
  }

  static String aliasArn(Scope scope, String aliasName) {
    return arn(scope, aliasName);
  }

  private static String arn(Scope scope, String resource) {
    return "arn:aws:kms:" + scope.region() + ":" + scope.account() + ":" + resource;
  }

  private static KeyName ofArn(Caller caller, String identifier) {
    Matcher arn = ARN.matcher(identifier);
    if (!arn.matches()) {
      throw KmsFaults.invalidArn("Invalid arn " + identifier);
    }
    if (!arn.group(1).equals(caller.region())) {
      throw KmsFaults.notFound("Invalid arn " + arn.group(1) + ": a key is used in its own region");
    }
    return new KeyName(new Scope(arn.group(2), arn.group(1)), arn.group(3));
  }
}
