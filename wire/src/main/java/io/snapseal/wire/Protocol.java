package io.snapseal.wire;

/** How a service's requests and answers are written. */
public enum Protocol {
  /** Form parameters in, XML out (Smithy, "AWS Query protocol"): RDS, IAM, STS. */
  QUERY,
  /** JSON in, JSON out, the operation in {@code X-Amz-Target} (Smithy, "AWS JSON 1.1"): KMS. */
  JSON_1_1
}
