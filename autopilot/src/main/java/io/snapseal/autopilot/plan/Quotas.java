package io.snapseal.autopilot.plan;

import io.snapseal.autopilot.act.Tools;
import io.snapseal.autopilot.aws.AwsFault;
import io.snapseal.autopilot.aws.Failure;
import io.snapseal.autopilot.find.Route;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.rds.model.AccountQuota;

/**
 * What a plan needs of each region against what its quotas leave (RDS API Reference,
 * DescribeAccountAttributes). Where they may not be asked, nothing is said about them.
 */
final class Quotas {
  private static final String OF_INSTANCES = "ManualSnapshots";
  private static final String OF_CLUSTERS = "ManualClusterSnapshots";

  private final Tools tools;
  private final List<Plan.Item> items;
  private final Map<String, List<Failure>> blind;

  Quotas(Tools tools, List<Plan.Item> items, Map<String, List<Failure>> blind) {
    this.tools = tools;
    this.items = items;
    this.blind = blind;
  }

  List<Plan.Region> of(List<String> regions) throws InterruptedException {
    Set<String> all = new LinkedHashSet<>(regions);
    items.forEach(item -> all.addAll(item.copyTo().keySet()));
    List<Plan.Region> found = new ArrayList<>();
    for (String region : all) {
      List<Plan.Quota> quotas = blind.containsKey(region) ? List.of() : quotas(region);
      List<Failure> blockers = new ArrayList<>(blind.getOrDefault(region, List.of()));
      quotas.stream()
          .filter(one -> !one.enough())
          .forEach(one -> blockers.add(tooFew(region, one)));
      found.add(new Plan.Region(region, quotas, newGib(region), temporaryGib(region), blockers));
    }
    return found;
  }

  private List<Plan.Quota> quotas(String region) throws InterruptedException {
    try {
      return tools
          .patience()
          .with(() -> tools.clients().rds(region).describeAccountAttributes().accountQuotas())
          .stream()
          .filter(quota -> Set.of(OF_INSTANCES, OF_CLUSTERS).contains(quota.accountQuotaName()))
          .map(quota -> quota(region, quota))
          .toList();
    } catch (SdkException unknown) {
      return List.of();
    }
  }

  private Plan.Quota quota(String region, AccountQuota quota) {
    String kind = quota.accountQuotaName().equals(OF_CLUSTERS) ? "cluster" : "instance";
    long needed =
        items.stream()
            .filter(item -> item.kind().equals(kind) && item.actionable())
            .mapToLong(item -> made(item, region))
            .sum();
    return new Plan.Quota(quota.accountQuotaName(), quota.used(), quota.max(), needed);
  }

  /** New manual snapshots of an item in a region that stay; a temporary one goes again. */
  private static long made(Plan.Item item, String region) {
    String step =
        item.region().equals(region)
            ? item.route() == Route.CLUSTER ? "snapshot" : "copy"
            : "copy-to " + region;
    return item.steps().stream().anyMatch(one -> one.step().equals(step)) ? 1 : 0;
  }

  private long newGib(String region) {
    return items.stream()
        .filter(Plan.Item::actionable)
        .mapToLong(item -> made(item, region) * item.gib())
        .sum();
  }

  private long temporaryGib(String region) {
    return items.stream()
        .filter(item -> item.region().equals(region) && item.actionable())
        .mapToLong(item -> item.temporaries().isEmpty() ? 0 : item.gib())
        .sum();
  }

  private static Failure tooFew(String region, Plan.Quota quota) {
    return AwsFault.SNAPSHOT_QUOTA.saying(
        "%s in %s: %d of %d are used, %d more are needed"
            .formatted(quota.name(), region, quota.used(), quota.max(), quota.needed()));
  }
}
