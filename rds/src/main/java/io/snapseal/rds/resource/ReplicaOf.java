package io.snapseal.rds.resource;

import java.util.Locale;

/**
 * What a read replica follows. By its resource id: names may change, and be given to others.
 *
 * @param region where the source is; a replica and its source have one account
 * @param resourceId the source's {@code DbiResourceId}
 */
public record ReplicaOf(String region, String resourceId) {

  /** The name under which an instance is known to its source's server. */
  public static String name(String resourceId) {
    return resourceId.toLowerCase(Locale.ROOT).replace('-', '_');
  }
}
