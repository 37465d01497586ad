package io.snapseal.iam.organization;

/**
 * The ARNs of an organization's resources (Service Authorization Reference, "Resource types defined
 * by AWS Organizations").
 *
 * @param management the management account
 * @param organization {@code o-…}
 */
record OrganizationArn(String management, String organization) {
  static OrganizationArn of(Tree tree) {
    return new OrganizationArn(tree.management(), tree.id());
  }

  String itself() {
    return "arn:aws:organizations::" + management + ":organization/" + organization;
  }

  String root(String id) {
    return of("root", id);
  }

  String unit(String id) {
    return of("ou", id);
  }

  String account(String id) {
    return of("account", id);
  }

  String policy(String id) {
    return of("policy", "service_control_policy/" + id);
  }

  /** Of what an id names, whether it is there or not. */
  String named(String id) {
    if (id.equals(FullAccess.ID)) {
      return FullAccess.POLICY.shown().arn();
    }
    if (id.startsWith("r-")) {
      return root(id);
    }
    if (id.startsWith("ou-")) {
      return unit(id);
    }
    return id.startsWith("p-") ? policy(id) : account(id);
  }

  private String of(String kind, String id) {
    return "arn:aws:organizations::%s:%s/%s/%s".formatted(management, kind, organization, id);
  }
}
