package io.snapseal.rds.group;

import io.snapseal.iam.Caller;
import io.snapseal.rds.quota.Quotas;
import io.snapseal.rds.resource.KeptTags;
import io.snapseal.rds.resource.Pages;
import io.snapseal.rds.resource.RdsFaults;
import io.snapseal.rds.resource.Tags;
import io.snapseal.state.Page;
import io.snapseal.state.Row;
import io.snapseal.state.Scope;
import io.snapseal.state.StateStore;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.DBParameterGroup;
import software.amazon.awssdk.services.rds.model.DbParameterGroupAlreadyExistsException;
import software.amazon.awssdk.services.rds.model.InvalidDbParameterGroupStateException;
import software.amazon.awssdk.services.rds.model.Tag;

/**
 * Parameter groups of one kind. A family's default group is always there, and nobody's to change.
 */
public final class ParameterGroups {
  private final StateStore state;
  private final ParameterGroupKind kind;
  private final Families families;
  private final Quotas quotas;
  private final Supplier<List<String>> shownFamilies;

  /**
   * @param shownFamilies the families whose default groups are listed: those of what this host runs
   */
  public ParameterGroups(
      StateStore state,
      ParameterGroupKind kind,
      Families families,
      Quotas quotas,
      Supplier<List<String>> shownFamilies) {
    this.state = state;
    this.kind = kind;
    this.families = families;
    this.quotas = quotas;
    this.shownFamilies = shownFamilies;
  }

  public DBParameterGroup create(
      Caller caller,
      @Nullable String name,
      @Nullable String family,
      @Nullable String description,
      List<Tag> tags) {
    return insert(
        caller.scope(),
        GroupNames.newGroup(name, kind.word() + "Name"),
        families.required(family),
        RdsFaults.required(description, "Description"),
        Map.of(),
        tags);
  }

  public DBParameterGroup copy(
      Caller caller,
      @Nullable String source,
      @Nullable String target,
      @Nullable String description,
      List<Tag> tags) {
    String from =
        GroupNames.existing(caller.scope(), source, "Source" + kind.word() + "Identifier");
    String to = GroupNames.newGroup(target, "Target" + kind.word() + "Identifier");
    String why = RdsFaults.required(description, "Target" + kind.word() + "Description");
    Row<DBParameterGroup, ParameterGroupInternals> copied =
        state.read(handle -> named(handle, caller.scope(), from));
    return insert(
        caller.scope(),
        to,
        copied.shown().dbParameterGroupFamily(),
        why,
        copied.internal().values(),
        tags);
  }

  private DBParameterGroup insert(
      Scope scope,
      String name,
      String family,
      String description,
      Map<String, String> values,
      List<Tag> tags) {
    DBParameterGroup shown = shown(scope, name, family, description);
    ParameterGroupInternals internals =
        new ParameterGroupInternals(values, KeptTags.of(Tags.ofNew(tags)));
    return state.write(
        handle -> {
          if (kind.table().find(handle, scope, name).isPresent()) {
            throw RdsFaults.of(
                DbParameterGroupAlreadyExistsException.builder(),
                "DBParameterGroupAlreadyExists",
                "Parameter group " + name + " already exists");
          }
          quotas.require(handle, scope, kind.quota());
          kind.table().insert(handle, new Row<>(scope, name, shown, internals));
          return shown;
        });
  }

  /** The account's groups and the default ones, or the one that is named. */
  public Page<DBParameterGroup> describe(
      Caller caller, @Nullable String name, @Nullable String marker, @Nullable Integer max) {
    Scope scope = caller.scope();
    List<DBParameterGroup> all =
        state.read(
            handle ->
                name == null
                    ? Stream.concat(
                            kind.table().list(handle, scope).stream().map(Row::shown),
                            shownFamilies.get().stream().map(family -> defaultOf(scope, family)))
                        .sorted(Comparator.comparing(DBParameterGroup::dbParameterGroupName))
                        .toList()
                    : List.of(
                        named(handle, scope, GroupNames.existing(scope, name, kind.word() + "Name"))
                            .shown()));
    return Pages.of(all, DBParameterGroup::dbParameterGroupName, marker, max);
  }

  public void delete(Caller caller, @Nullable String given) {
    Scope scope = caller.scope();
    String name = GroupNames.existing(scope, given, kind.word() + "Name");
    state.change(
        handle -> {
          requireChangeable(name, "deleted");
          named(handle, scope, name);
          if (kind.isUsed(handle, scope, name)) {
            throw state(
                "One or more database instances are still members of this parameter group %s, so the group cannot be deleted"
                    .formatted(name));
          }
          kind.table().delete(handle, scope, name);
        });
  }

  /** The group of that name, the default ones included, or AWS's fault. */
  Row<DBParameterGroup, ParameterGroupInternals> named(Handle handle, Scope scope, String name) {
    String family = name.startsWith("default.") ? name.substring("default.".length()) : "";
    if (Families.isKnown(family)) {
      return new Row<>(
          scope, name, defaultOf(scope, family), new ParameterGroupInternals(Map.of(), Map.of()));
    }
    return kind.table()
        .find(handle, scope, name)
        .orElseThrow(() -> GroupTables.parameterGroupNotFound(name));
  }

  /** That a group is not a default one, or AWS's fault. */
  static void requireChangeable(String name, String what) {
    if (name.startsWith("default.")) {
      throw state("Default DBParameterGroup cannot be " + what + ": " + name);
    }
  }

  private static RuntimeException state(String message) {
    return RdsFaults.of(
        InvalidDbParameterGroupStateException.builder(), "InvalidDBParameterGroupState", message);
  }

  private DBParameterGroup defaultOf(Scope scope, String family) {
    return shown(
        scope, Families.defaultGroup(family), family, "Default parameter group for " + family);
  }

  private DBParameterGroup shown(Scope scope, String name, String family, String description) {
    return DBParameterGroup.builder()
        .dbParameterGroupName(name)
        .dbParameterGroupFamily(family)
        .description(description)
        .dbParameterGroupArn(kind.arn(scope, name).toString())
        .build();
  }
}
