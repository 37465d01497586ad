package io.snapseal.iam.organization;

/** Nothing beside what the API shows. */
record NoInternals() {}
