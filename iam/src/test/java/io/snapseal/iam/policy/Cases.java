package io.snapseal.iam.policy;

import io.snapseal.iam.policy.Policies.Named;
import java.util.List;
import java.util.Map;

/** Short ways to write requests and policies. */
final class Cases {
  static final String ACCOUNT = "111122223333";
  static final String OTHER = "444455556666";
  static final String KEY = "arn:aws:kms:eu-west-1:" + ACCOUNT + ":key/k";

  private Cases() {}

  static AccessRequest decrypt(Identity who) {
    return new AccessRequest(who, "kms:Decrypt", KEY, ACCOUNT, Context.EMPTY);
  }

  static AccessRequest request(
      Identity who, String action, String resource, Map<String, List<String>> context) {
    return new AccessRequest(who, action, resource, ACCOUNT, Context.of(context));
  }

  /** A policy of one statement, in the shorthand of these tests: single quotes. */
  static Named identity(String name, String... statements) {
    return new Named(name, Policy.read(Policy.Kind.IDENTITY, text(statements)));
  }

  static Policies.Required keyPolicy(String... statements) {
    return new Policies.Required(
        new Named("key policy", Policy.read(Policy.Kind.RESOURCE, text(statements))), false);
  }

  static String text(String... statements) {
    return ("{'Version':'2012-10-17','Statement':[" + String.join(",", statements) + "]}")
        .replace('\'', '"');
  }

  static String allow(String action) {
    return "{'Effect':'Allow','Action':'" + action + "','Resource':'*'}";
  }

  static String deny(String action) {
    return "{'Effect':'Deny','Action':'" + action + "','Resource':'*'}";
  }

  static String keyStatement(String effect, String principal) {
    return "{'Effect':'%s','Principal':{'AWS':'%s'},'Action':'kms:*','Resource':'*'}"
        .formatted(effect, principal);
  }
}
