package io.snapseal.rds.event;

/**
 * What is kept of an event beside what DescribeEvents shows.
 *
 * @param eventId for example {@code RDS-EVENT-0042}
 * @param id its own id, the same however often it is delivered
 */
record EventInternals(String eventId, String id) {}
