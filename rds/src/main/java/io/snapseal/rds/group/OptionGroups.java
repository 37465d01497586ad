package io.snapseal.rds.group;

import io.snapseal.iam.Caller;
import io.snapseal.rds.quota.Quota;
import io.snapseal.rds.quota.Quotas;
import io.snapseal.rds.resource.KeptTags;
import io.snapseal.rds.resource.Pages;
import io.snapseal.rds.resource.RdsArn;
import io.snapseal.rds.resource.RdsFaults;
import io.snapseal.rds.resource.Tags;
import io.snapseal.state.Page;
import io.snapseal.state.ResourceTable;
import io.snapseal.state.Row;
import io.snapseal.state.Scope;
import io.snapseal.state.Seek;
import io.snapseal.state.StateStore;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.CopyOptionGroupRequest;
import software.amazon.awssdk.services.rds.model.CreateOptionGroupRequest;
import software.amazon.awssdk.services.rds.model.DescribeOptionGroupsRequest;
import software.amazon.awssdk.services.rds.model.InvalidOptionGroupStateException;
import software.amazon.awssdk.services.rds.model.ModifyOptionGroupRequest;
import software.amazon.awssdk.services.rds.model.OptionGroup;
import software.amazon.awssdk.services.rds.model.OptionGroupAlreadyExistsException;
import software.amazon.awssdk.services.rds.model.Tag;

/**
 * Option groups: kept, shown, and empty. The options that RDS has for open-source engines need what
 * a private region has not (S3, CloudWatch, a plug-in of AWS's own), and are refused by name.
 */
public final class OptionGroups {
  private static final Pattern DEFAULT = Pattern.compile("default:([a-z0-9-]+?)-(\\d+(?:-\\d+)?)");

  private final StateStore state;
  private final Quotas quotas;
  private final Supplier<List<String>> defaults;

  /**
   * @param defaults the names of the default groups that are listed: those of what this host runs
   */
  public OptionGroups(StateStore state, Quotas quotas, Supplier<List<String>> defaults) {
    this.state = state;
    this.quotas = quotas;
    this.defaults = defaults;
  }

  /** The default group of an engine's version, for example {@code default:postgres-17}. */
  public static String defaultGroup(String engine, String version) {
    return "default:" + engine + "-" + Families.major(engine, version).replace('.', '-');
  }

  public OptionGroup create(Caller caller, CreateOptionGroupRequest request) {
    return insert(
        caller.scope(),
        group(
                caller.scope(),
                GroupNames.newGroup(request.optionGroupName(), "OptionGroupName"),
                RdsFaults.required(request.engineName(), "EngineName"),
                RdsFaults.required(request.majorEngineVersion(), "MajorEngineVersion"),
                RdsFaults.required(request.optionGroupDescription(), "OptionGroupDescription"))
            .build(),
        request.tags());
  }

  public OptionGroup copy(Caller caller, CopyOptionGroupRequest request) {
    Scope scope = caller.scope();
    String source =
        GroupNames.existing(
            scope, request.sourceOptionGroupIdentifier(), "SourceOptionGroupIdentifier");
    String target =
        GroupNames.newGroup(request.targetOptionGroupIdentifier(), "TargetOptionGroupIdentifier");
    String why =
        RdsFaults.required(request.targetOptionGroupDescription(), "TargetOptionGroupDescription");
    OptionGroup copied = state.read(handle -> named(handle, scope, source));
    return insert(
        scope,
        group(scope, target, copied.engineName(), copied.majorEngineVersion(), why)
            .sourceOptionGroup(copied.optionGroupArn())
            .sourceAccountId(scope.account())
            .build(),
        request.tags());
  }

  private OptionGroup insert(Scope scope, OptionGroup group, List<Tag> tags) {
    GroupInternals internals = new GroupInternals(KeptTags.of(Tags.ofNew(tags)));
    return state.write(
        handle -> {
          String name = group.optionGroupName();
          if (GroupTables.OPTION_GROUPS.find(handle, scope, name).isPresent()) {
            throw RdsFaults.of(
                OptionGroupAlreadyExistsException.builder(),
                "OptionGroupAlreadyExistsFault",
                "An option group named " + name + " already exists.");
          }
          quotas.require(handle, scope, Quota.OPTION_GROUPS);
          GroupTables.OPTION_GROUPS.insert(handle, new Row<>(scope, name, group, internals));
          return group;
        });
  }

  public Page<OptionGroup> describe(Caller caller, DescribeOptionGroupsRequest request) {
    Scope scope = caller.scope();
    String name = request.optionGroupName();
    if (name != null && (request.engineName() != null || request.majorEngineVersion() != null)) {
      throw RdsFaults.invalidCombination(
          "OptionGroupName cannot be given together with EngineName or MajorEngineVersion.");
    }
    List<OptionGroup> all =
        state.read(
            handle ->
                name == null
                    ? Stream.concat(
                            GroupTables.OPTION_GROUPS.list(handle, scope).stream().map(Row::shown),
                            defaults.get().stream().map(one -> named(handle, scope, one)))
                        .filter(one -> is(request.engineName(), one.engineName()))
                        .filter(one -> is(request.majorEngineVersion(), one.majorEngineVersion()))
                        .sorted(Comparator.comparing(OptionGroup::optionGroupName))
                        .toList()
                    : List.of(
                        named(handle, scope, GroupNames.existing(scope, name, "OptionGroupName"))));
    return Pages.of(all, OptionGroup::optionGroupName, request.marker(), request.maxRecords());
  }

  /** There is nothing to include, and so nothing to remove. */
  public OptionGroup modify(Caller caller, ModifyOptionGroupRequest request) {
    Scope scope = caller.scope();
    String name = GroupNames.existing(scope, request.optionGroupName(), "OptionGroupName");
    requireChangeable(name, "modified");
    OptionGroup group = state.read(handle -> named(handle, scope, name));
    request
        .optionsToInclude()
        .forEach(
            option -> {
              throw RdsFaults.invalidValue(
                  "The option %s is not offered by a private region: it needs what is AWS's own."
                      .formatted(option.optionName()));
            });
    request
        .optionsToRemove()
        .forEach(
            option -> {
              throw RdsFaults.invalidValue(
                  "The option group %s does not have the option %s.".formatted(name, option));
            });
    return group;
  }

  public void delete(Caller caller, @Nullable String given) {
    Scope scope = caller.scope();
    String name = GroupNames.existing(scope, given, "OptionGroupName");
    requireChangeable(name, "deleted");
    state.change(
        handle -> {
          named(handle, scope, name);
          if (isUsed(handle, scope, name)) {
            throw state(
                "The option group %s cannot be deleted because it is in use.".formatted(name));
          }
          GroupTables.OPTION_GROUPS.delete(handle, scope, name);
        });
  }

  private static boolean isUsed(Handle handle, Scope scope, String name) {
    Seek seek = Seek.all(scope).showing("OptionGroupName", List.of(name));
    return ResourceTable.count(handle, "db-instance", seek) > 0
        || ResourceTable.count(handle, "db-snapshot", seek) > 0;
  }

  /** The group of that name, the default ones included, or AWS's fault. */
  static OptionGroup named(Handle handle, Scope scope, String name) {
    Matcher parts = DEFAULT.matcher(name);
    return parts.matches()
        ? group(
                scope,
                name,
                parts.group(1),
                parts.group(2).replace('-', '.'),
                "Default option group for %s %s"
                    .formatted(parts.group(1), parts.group(2).replace('-', '.')))
            .build()
        : GroupTables.optionGroup(handle, scope, name).shown();
  }

  private static void requireChangeable(String name, String what) {
    if (name.startsWith("default:")) {
      throw state("The default option group " + name + " cannot be " + what + ".");
    }
  }

  private static RuntimeException state(String message) {
    return RdsFaults.of(
        InvalidOptionGroupStateException.builder(), "InvalidOptionGroupStateFault", message);
  }

  private static OptionGroup.Builder group(
      Scope scope, String name, String engine, String major, String description) {
    return OptionGroup.builder()
        .optionGroupName(name)
        .optionGroupDescription(description)
        .engineName(engine)
        .majorEngineVersion(major)
        .options(List.of())
        .allowsVpcAndNonVpcInstanceMemberships(true)
        .optionGroupArn(new RdsArn(scope, RdsArn.OPTION_GROUP, name).toString());
  }

  private static boolean is(@Nullable String wanted, String actual) {
    return wanted == null || wanted.equals(actual);
  }
}
