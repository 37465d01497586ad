package io.snapseal.state;

import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;

/**
 * The durable list of tasks. A node claims a task for a lease and renews it while it works; a task
 * whose node died is claimed again when its lease ends, or at once when that node starts anew.
 */
public final class WorkList {
  private static final String RESOURCE =
      "kind = :kind and account = :account and region = :region and id = :id";
  private static final String HELD = RESOURCE + " and task = :task and token = :token";

  private final String node;
  private final Clock clock;
  private final Duration lease;
  private final Supplier<String> tokens;

  /**
   * @param node this node's name: stable over restarts, unique among the nodes of a region
   * @param lease how long a claim lasts unless it is renewed
   * @param tokens a new name for each task, never given before
   */
  public WorkList(String node, Clock clock, Duration lease, Supplier<String> tokens) {
    this.node = node;
    this.clock = clock;
    this.lease = lease;
    this.tokens = tokens;
  }

  /** Adds a task, in the transaction that announces it; a task already there stays as it is. */
  public void add(Handle handle, Task task) {
    add(handle, task, Duration.ZERO);
  }

  /** {@link #add}s a task that is not to be claimed before the delay is over. */
  public void add(Handle handle, Task task, Duration delay) {
    bound(
            handle.createUpdate(
                "insert into work (token, kind, account, region, id, task, detail, created_ms,"
                    + " claimed_by, claimed_until, attempts)"
                    + " values (:token, :kind, :account, :region, :id, :task, :detail, :now, null,"
                    + " :until, 0) on conflict do nothing"),
            task)
        .bind("token", tokens.get())
        .bind("detail", task.detail())
        .bind("now", clock.millis())
        .bind("until", delay.isZero() ? 0 : clock.millis() + delay.toMillis())
        .execute();
  }

  /**
   * Claims the oldest task of a resource that nobody works on.
   *
   * @param regions whose tasks this node can do; not empty
   */
  public Optional<Task> claim(Handle handle, Collection<String> regions) {
    Optional<Task> oldest =
        handle
            .createQuery(
                "select token, kind, account, region, id, task, detail, attempts from work"
                    + " where claimed_until <= :now and region in (<regions>) and not exists (select 1 from work other"
                    + " where other.kind = work.kind and other.account = work.account"
                    + " and other.region = work.region and other.id = work.id"
                    + " and other.claimed_by is not null and other.claimed_until > :now)"
                    + " order by created_ms, id limit 1")
            .bind("now", clock.millis())
            .bindList("regions", List.copyOf(regions))
            .map(
                (result, context) ->
                    new Task(
                        result.getString("token"),
                        result.getString("kind"),
                        new Scope(result.getString("account"), result.getString("region")),
                        result.getString("id"),
                        result.getString("task"),
                        result.getString("detail"),
                        result.getInt("attempts")))
            .findFirst();
    oldest.ifPresent(task -> hold(handle, task, "attempts = attempts + 1", HELD));
    return oldest;
  }

  /**
   * Extends this node's claim by another lease.
   *
   * @return false if it is no longer this node's: it was cancelled, or another node has it
   */
  public boolean renew(Handle handle, Task task) {
    return hold(handle, task, "attempts = attempts", HELD + " and claimed_by = :node");
  }

  /** Gives the task back, to be claimed again after the delay. */
  public void postpone(Handle handle, Task task, Duration delay) {
    bound(
            handle.createUpdate(
                "update work set claimed_by = null, claimed_until = :until where "
                    + HELD
                    + " and claimed_by = :node"),
            task)
        .bind("token", task.token())
        .bind("node", node)
        .bind("until", clock.millis() + delay.toMillis())
        .execute();
  }

  /** Ends the task, in the transaction that records its outcome. */
  public void done(Handle handle, Task task) {
    bound(handle.createUpdate("delete from work where " + HELD + " and claimed_by = :node"), task)
        .bind("token", task.token())
        .bind("node", node)
        .execute();
  }

  /** Drops every task of a resource; whoever works on one sees it at its next {@link #renew}. */
  public void cancel(Handle handle, String kind, Scope scope, String id) {
    named(handle.createUpdate("delete from work where " + RESOURCE), kind, scope, id).execute();
  }

  /** Drops one task of a resource, as {@link #cancel} does all; true if it was there. */
  public boolean cancelOne(Handle handle, String kind, Scope scope, String id, String task) {
    return named(
                handle.createUpdate("delete from work where " + RESOURCE + " and task = :task"),
                kind,
                scope,
                id)
            .bind("task", task)
            .execute()
        == 1;
  }

  /**
   * Frees everything that this node held before it died. Called once, before the first claim.
   *
   * @return how many tasks it held
   */
  public int releaseOwn(Handle handle) {
    return handle
        .createUpdate(
            "update work set claimed_by = null, claimed_until = 0 where claimed_by = :node")
        .bind("node", node)
        .execute();
  }

  /** The tasks that are left of a resource, by name. */
  public Set<String> pending(Handle handle, String kind, Scope scope, String id) {
    return Set.copyOf(
        named(handle.createQuery("select task from work where " + RESOURCE), kind, scope, id)
            .mapTo(String.class)
            .list());
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

  private boolean hold(Handle handle, Task task, String attempts, String which) {
    return bound(
                handle.createUpdate(
                    "update work set claimed_by = :node, claimed_until = :until, "
                        + attempts
                        + " where "
                        + which),
                task)
            .bind("token", task.token())
            .bind("node", node)
            .bind("until", clock.millis() + lease.toMillis())
            .execute()
        == 1;
  }

  private static <S extends SqlStatement<S>> S bound(S statement, Task task) {
    return named(statement, task.kind(), task.scope(), task.id()).bind("task", task.task());
  }

  private static <S extends SqlStatement<S>> S named(
      S statement, String kind, Scope scope, String id) {
    return statement
        .bind("kind", kind)
        .bind("account", scope.account())
        .bind("region", scope.region())
        .bind("id", id);
  }
}
