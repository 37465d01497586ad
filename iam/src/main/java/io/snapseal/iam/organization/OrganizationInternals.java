package io.snapseal.iam.organization;

/**
 * What DescribeOrganization does not show.
 *
 * @param revision grows with every change to the organization, so that what was read of it can be
 *     kept for as long as it is the same
 */
record OrganizationInternals(long revision) {
  OrganizationInternals next() {
    return new OrganizationInternals(revision + 1);
  }
}
