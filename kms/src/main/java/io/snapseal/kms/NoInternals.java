package io.snapseal.kms;

/** A resource that the API shows whole. */
record NoInternals() {}
