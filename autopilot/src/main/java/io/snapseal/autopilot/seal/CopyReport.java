package io.snapseal.autopilot.seal;

import io.snapseal.autopilot.aws.Failure;
import org.jspecify.annotations.Nullable;

/**
 * A copy in another region.
 *
 * @param region where
 * @param id the copy's identifier there
 * @param arn its ARN; null until it exists
 * @param keyArn the key that really protects it; null until known
 * @param sealed available, encrypted under the wanted key, of the right lineage
 * @param failure why not, if it failed
 */
public record CopyReport(
    String region,
    String id,
    @Nullable String arn,
    @Nullable String keyArn,
    boolean sealed,
    @Nullable Failure failure) {}
