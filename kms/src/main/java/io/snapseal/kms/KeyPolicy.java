package io.snapseal.kms;

import io.snapseal.iam.BoundPrincipals;
import io.snapseal.iam.Principals;
import java.util.Map;

/**
 * A key policy, as it was put.
 *
 * @param principals the unique ids of the users and roles it names, by the ARN it names them with:
 *     whoever takes a deleted one's name later is not meant
 */
record KeyPolicy(String text, Map<String, String> principals) {
  KeyPolicy {
    principals = Map.copyOf(principals);
  }

  /** One that names no users and roles. */
  static KeyPolicy ofAccounts(String text) {
    return new KeyPolicy(text, Map.of());
  }

  /** Its text, with each principal named as it is to be named today. */
  String today(Principals known) {
    return BoundPrincipals.document(text, principals, known);
  }
}
