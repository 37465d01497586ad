package io.snapseal.state;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;

/**
 * The durable list of tasks. A node claims a task for a lease and renews it while it works; a task
 * whose node died is claimed again when its lease ends, or at once when that node starts anew.
 */
public final class WorkList {
  private static final String KEY =
      "kind = :kind and account = :account and region = :region and id = :id and task = :task";

  private final String node;
  private final Clock clock;
  private final Duration lease;

  /**
   * @param node this node's name: stable over restarts, unique among the nodes of a region
   * @param lease how long a claim lasts unless it is renewed
   */
  public WorkList(String node, Clock clock, Duration lease) {
    this.node = node;
    this.clock = clock;
    this.lease = lease;
  }

  /** Adds a task, in the transaction that announces it; a task already there stays as it is. */
  public void add(Handle handle, Task task) {
    bound(
            handle.createUpdate(
                "insert into work (kind, account, region, id, task, detail, created_ms,"
                    + " claimed_by, claimed_until, attempts)"
                    + " values (:kind, :account, :region, :id, :task, :detail, :now, null, 0, 0)"
                    + " on conflict do nothing"),
            task)
        .bind("detail", task.detail())
        .bind("now", clock.millis())
        .execute();
  }

  /** Claims the oldest task of a resource that nobody works on. */
  public Optional<Task> claim(Handle handle) {
    Optional<Task> oldest =
        handle
            .createQuery(
                "select kind, account, region, id, task, detail, attempts from work"
                    + " where claimed_until <= :now and not exists (select 1 from work other"
                    + " where other.kind = work.kind and other.account = work.account"
                    + " and other.region = work.region and other.id = work.id"
                    + " and other.claimed_by is not null and other.claimed_until > :now)"
                    + " order by created_ms, id limit 1")
            .bind("now", clock.millis())
            .map(
                (result, context) ->
                    new Task(
                        result.getString("kind"),
                        new Scope(result.getString("account"), result.getString("region")),
                        result.getString("id"),
                        result.getString("task"),
                        result.getString("detail"),
                        result.getInt("attempts")))
            .findFirst();
    oldest.ifPresent(task -> hold(handle, task, "attempts + 1", lease));
    return oldest;
  }

  /**
   * Extends this node's claim by another lease.
   *
   * @return false if the task is gone: it was cancelled
   */
  public boolean renew(Handle handle, Task task) {
    return hold(handle, task, "attempts", lease);
  }

  /** Gives the task back, to be claimed again after the delay. */
  public void postpone(Handle handle, Task task, Duration delay) {
    bound(
            handle.createUpdate(
                "update work set claimed_by = null, claimed_until = :until where " + KEY),
            task)
        .bind("until", clock.millis() + delay.toMillis())
        .execute();
  }

  /** Ends the task, in the transaction that records its outcome. */
  public void done(Handle handle, Task task) {
    bound(handle.createUpdate("delete from work where " + KEY), task).execute();
  }

  /** Drops every task of a resource; whoever works on one sees it at its next {@link #renew}. */
  public void cancel(Handle handle, String kind, Scope scope, String id) {
    handle
        .createUpdate(
            "delete from work where kind = :kind and account = :account and region = :region"
                + " and id = :id")
        .bind("kind", kind)
        .bind("account", scope.account())
        .bind("region", scope.region())
        .bind("id", id)
        .execute();
  }

  /** Frees everything that this node held before it died. Called once, before the first claim. */
  public void releaseOwn(Handle handle) {
    handle
        .createUpdate(
            "update work set claimed_by = null, claimed_until = 0 where claimed_by = :node")
        .bind("node", node)
        .execute();
  }

  /** Whether any task is left of a resource. */
  public boolean pending(Handle handle, String kind, Scope scope, String id) {
    return handle
        .createQuery(
            "select 1 from work where kind = :kind and account = :account"
                + " and region = :region and id = :id limit 1")
        .bind("kind", kind)
        .bind("account", scope.account())
        .bind("region", scope.region())
        .bind("id", id)
        .mapTo(Integer.class)
        .findFirst()
        .isPresent();
  }

  /**
   * Whether any task, of whatever resource, has that detail: whether it still needs what it names.
   */
  public boolean needed(Handle handle, String detail) {
    return handle
        .createQuery("select 1 from work where detail = :detail limit 1")
        .bind("detail", detail)
        .mapTo(Integer.class)
        .findFirst()
        .isPresent();
  }

  private boolean hold(Handle handle, Task task, String attempts, Duration held) {
    return bound(
                handle.createUpdate(
                    "update work set claimed_by = :node, claimed_until = :until, attempts = "
                        + attempts
                        + " where "
                        + KEY),
                task)
            .bind("node", node)
            .bind("until", clock.millis() + held.toMillis())
            .execute()
        == 1;
  }

  private static <S extends SqlStatement<S>> S bound(S statement, Task task) {
    return statement
        .bind("kind", task.kind())
        .bind("account", task.scope().account())
        .bind("region", task.scope().region())
        .bind("id", task.id())
        .bind("task", task.task());
  }
}
