package io.snapseal.rds.group;

import io.snapseal.engine.EngineParameter;
import io.snapseal.iam.Caller;
import io.snapseal.rds.event.EventKind;
import io.snapseal.rds.event.Events;
import io.snapseal.rds.resource.Filters;
import io.snapseal.rds.resource.Pages;
import io.snapseal.rds.resource.RdsFaults;
import io.snapseal.state.Page;
import io.snapseal.state.Row;
import io.snapseal.state.Scope;
import io.snapseal.state.StateStore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.ApplyMethod;
import software.amazon.awssdk.services.rds.model.DBParameterGroup;
import software.amazon.awssdk.services.rds.model.Filter;
import software.amazon.awssdk.services.rds.model.Parameter;

/** The parameters in groups of one kind: shown, set, and set back. */
public final class GroupParameters {
  private static final int MOST_AT_ONCE = 20;
  private static final Set<String> SOURCES = Set.of("user", "system", "engine-default");
  private static final Filters<Parameter> FILTERS =
      new Filters<>(Map.of("parameter-name", item -> List.of(item.parameterName())));

  private final StateStore state;
  private final ParameterGroupKind kind;
  private final ParameterGroups groups;
  private final Families families;
  private final Events events;

  public GroupParameters(
      StateStore state,
      ParameterGroupKind kind,
      ParameterGroups groups,
      Families families,
      Events events) {
    this.state = state;
    this.kind = kind;
    this.groups = groups;
    this.families = families;
    this.events = events;
  }

  /** The parameters of a group. */
  public Page<Parameter> describe(
      Caller caller,
      @Nullable String group,
      @Nullable String source,
      List<Filter> filters,
      @Nullable String marker,
      @Nullable Integer max) {
    String name = GroupNames.existing(caller.scope(), group, kind.word() + "Name");
    if (source != null && !SOURCES.contains(source)) {
      throw RdsFaults.invalidValue("Invalid source: " + source);
    }
    Row<DBParameterGroup, ParameterGroupInternals> row =
        state.read(handle -> groups.named(handle, caller.scope(), name));
    Map<String, String> values = row.internal().values();
    List<Parameter> all =
        families.parameters(row.shown().dbParameterGroupFamily()).all().stream()
            .map(one -> GroupParameter.shown(one, Optional.ofNullable(values.get(one.name()))))
            .filter(one -> source == null || source.equals(one.source()))
            .filter(FILTERS.of(filters))
            .toList();
    return Pages.of(all, Parameter::parameterName, marker, max);
  }

  /** What a family has if nobody sets anything. */
  public Page<Parameter> defaults(
      @Nullable String family,
      List<Filter> filters,
      @Nullable String marker,
      @Nullable Integer max) {
    List<Parameter> all =
        families.parameters(families.required(family)).all().stream()
            .map(one -> GroupParameter.shown(one, Optional.empty()))
            .filter(FILTERS.of(filters))
            .toList();
    return Pages.of(all, Parameter::parameterName, marker, max);
  }

  /** Sets parameters, all or none. */
  public String modify(Caller caller, @Nullable String group, List<Parameter> given) {
    requireSome(given);
    return change(
        caller,
        group,
        (row, values) ->
            given.forEach(
                one -> {
                  EngineParameter parameter = parameter(row, one);
                  String value = RdsFaults.required(one.parameterValue(), "ParameterValue");
                  requireAllowed(parameter, value, one.applyMethod());
                  values.put(parameter.name(), value);
                }),
        given);
  }

  /** Sets parameters back, or all of them. */
  public String reset(
      Caller caller, @Nullable String group, @Nullable Boolean all, List<Parameter> given) {
    if (Boolean.TRUE.equals(all) || given.isEmpty()) {
      if (!given.isEmpty()) {
        throw RdsFaults.invalidCombination(
            "Parameters cannot be given when ResetAllParameters is true.");
      }
      return change(caller, group, (row, values) -> values.clear(), given);
    }
    requireSome(given);
    return change(
        caller,
        group,
        (row, values) -> given.forEach(one -> values.remove(parameter(row, one).name())),
        List.of());
  }

  private String change(
      Caller caller,
      @Nullable String group,
      BiConsumer<Row<DBParameterGroup, ParameterGroupInternals>, Map<String, String>> change,
      List<Parameter> told) {
    Scope scope = caller.scope();
    String name = GroupNames.existing(scope, group, kind.word() + "Name");
    ParameterGroups.requireChangeable(name, "modified");
    state.change(
        handle -> {
          Row<DBParameterGroup, ParameterGroupInternals> row = groups.named(handle, scope, name);
          Map<String, String> values = new LinkedHashMap<>(row.internal().values());
          change.accept(row, values);
          kind.table().update(handle, row.keep(row.internal().withValues(values)));
          told.forEach(one -> record(handle, scope, name, one));
          if (kind == ParameterGroupKind.INSTANCE) {
            AppliedParameters.pending(handle, scope, name);
          }
        });
    return name;
  }

  private void record(Handle handle, Scope scope, String name, Parameter one) {
    events.record(
        handle,
        EventKind.PARAMETER_UPDATED,
        kind.arn(scope, name),
        one.parameterName(),
        one.parameterValue(),
        one.applyMethodAsString());
  }

  private EngineParameter parameter(
      Row<DBParameterGroup, ParameterGroupInternals> row, Parameter given) {
    String name = RdsFaults.required(given.parameterName(), "ParameterName");
    return families
        .parameters(row.shown().dbParameterGroupFamily())
        .find(name)
        .orElseThrow(
            () ->
                RdsFaults.invalidValue(
                    "Could not find parameter with name: %s. A private region offers those that DescribeDBParameters shows."
                        .formatted(name)));
  }

  private static void requireAllowed(
      EngineParameter parameter, String value, @Nullable ApplyMethod method) {
    if (!GroupParameter.allows(parameter, value)) {
      throw RdsFaults.invalidValue(
          "Invalid parameter value: %s for: %s allowed values are: %s"
              .formatted(value, parameter.name(), parameter.allowed()));
    }
    if (method == null || method == ApplyMethod.UNKNOWN_TO_SDK_VERSION) {
      throw RdsFaults.invalidValue("ApplyMethod must be immediate or pending-reboot.");
    }
    if (!GroupParameter.isDynamic(parameter) && method == ApplyMethod.IMMEDIATE) {
      throw RdsFaults.invalidCombination("cannot use immediate apply method for static parameter");
    }
  }

  private static void requireSome(List<Parameter> given) {
    if (given.isEmpty() || given.size() > MOST_AT_ONCE) {
      throw RdsFaults.invalidValue(
          "From 1 to " + MOST_AT_ONCE + " Parameters must be given in one request.");
    }
  }
}
