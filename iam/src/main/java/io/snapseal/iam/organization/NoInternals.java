package io.snapseal.iam.organization;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/** Nothing beside what the API shows; organizations of before 1.0 have a number there. */
@JsonIgnoreProperties(ignoreUnknown = true)
record NoInternals() {}
