package io.snapseal.state;

/**
 * Work that a resource still needs. It may be started any number of times, by any node, and must
 * come to the same end.
 *
 * @param token this task's own identity: a resource's name may be free again, and taken, while a
 *     task of the old resource still runs; empty until it is claimed
 * @param kind the kind of resource, as {@link ResourceTable#kind}
 * @param scope the resource's account and region
 * @param id the resource's name
 * @param task what is to be done, for example {@code create}
 * @param detail what the task needs to know beyond the row, as JSON or empty
 * @param attempts how often it has been claimed before; zero the first time
 */
public record Task(
    String token, String kind, Scope scope, String id, String task, String detail, int attempts) {
  /** A task that nobody has claimed yet. */
  public static Task of(String kind, Scope scope, String id, String task, String detail) {
    return new Task("", kind, scope, id, task, detail, 0);
  }
}
