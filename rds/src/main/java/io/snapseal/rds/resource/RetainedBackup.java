package io.snapseal.rds.resource;

/**
 * What RDS keeps of a retained automated backup beside what it shows.
 *
 * @param retentionDays how long each of its snapshots is kept, as when its instance was deleted
 */
public record RetainedBackup(int retentionDays) {}
