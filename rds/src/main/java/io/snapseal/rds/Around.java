package io.snapseal.rds;

import io.snapseal.engine.DatabaseEngine;
import io.snapseal.iam.Caller;
import io.snapseal.rds.catalog.EngineVersions;
import io.snapseal.rds.catalog.InstanceOptions;
import io.snapseal.rds.catalog.Maintenance;
import io.snapseal.rds.catalog.Offered;
import io.snapseal.rds.catalog.Surroundings;
import io.snapseal.rds.event.DescribedEvents;
import io.snapseal.rds.event.Events;
import io.snapseal.rds.event.Outbox;
import io.snapseal.rds.event.Subscriptions;
import io.snapseal.rds.group.Families;
import io.snapseal.rds.group.GroupParameters;
import io.snapseal.rds.group.OptionGroups;
import io.snapseal.rds.group.ParameterGroupKind;
import io.snapseal.rds.group.ParameterGroups;
import io.snapseal.rds.group.SubnetGroups;
import io.snapseal.rds.quota.Quotas;
import io.snapseal.rds.resource.Ids;
import io.snapseal.state.StateStore;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import software.amazon.awssdk.services.rds.model.AccountQuota;

/** What the operations around databases are made of. */
record Around(
    StateStore state,
    Quotas limits,
    Outbox outbox,
    Events recorded,
    DescribedEvents events,
    Subscriptions subscriptions,
    ParameterGroups parameterGroups,
    GroupParameters parameters,
    ParameterGroups clusterParameterGroups,
    GroupParameters clusterParameters,
    OptionGroups optionGroups,
    SubnetGroups subnetGroups,
    EngineVersions versions,
    InstanceOptions options,
    Surroundings surroundings,
    Maintenance maintenance) {

  static Around of(
      StateStore state,
      List<DatabaseEngine> engines,
      BooleanSupplier encryption,
      Collection<String> regions,
      RdsSettings settings,
      Ids ids,
      Clock clock) {
    Quotas quotas = settings.quotas();
    Outbox outbox = new Outbox(settings.targets());
    Events events = new Events(outbox, ids, clock);
    Families families = new Families(engines);
    Supplier<List<Offered>> offered = () -> Offered.of(engines);
    ParameterGroups instances =
        parameterGroups(state, ParameterGroupKind.INSTANCE, families, quotas, offered);
    ParameterGroups clusters =
        parameterGroups(state, ParameterGroupKind.CLUSTER, families, quotas, offered);
    return new Around(
        state,
        quotas,
        outbox,
        events,
        new DescribedEvents(state, clock),
        new Subscriptions(state, outbox, quotas, clock),
        instances,
        new GroupParameters(state, ParameterGroupKind.INSTANCE, instances, families, events),
        clusters,
        new GroupParameters(state, ParameterGroupKind.CLUSTER, clusters, families, events),
        new OptionGroups(
            state,
            quotas,
            () -> distinct(offered.get().stream().map(Offered::optionGroup).toList())),
        new SubnetGroups(state, quotas),
        new EngineVersions(offered),
        new InstanceOptions(offered, encryption),
        new Surroundings(regions),
        new Maintenance(state));
  }

  List<AccountQuota> quotas(Caller caller) {
    return limits.shown(state, caller.scope());
  }

  /**
   * Aurora has parameter groups of clusters, and of their instances; other engines of instances.
   */
  private static ParameterGroups parameterGroups(
      StateStore state,
      ParameterGroupKind kind,
      Families families,
      Quotas quotas,
      Supplier<List<Offered>> offered) {
    return new ParameterGroups(
        state,
        kind,
        families,
        quotas,
        () ->
            distinct(
                offered.get().stream()
                    .filter(
                        one ->
                            kind == ParameterGroupKind.INSTANCE
                                || one.engine().startsWith("aurora-"))
                    .map(Offered::family)
                    .toList()));
  }

  private static List<String> distinct(List<String> names) {
    return names.stream().distinct().toList();
  }
}
