package io.snapseal.iam.organization;

import io.snapseal.iam.Caller;
import io.snapseal.iam.directory.Directory;
import io.snapseal.state.Row;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.organizations.model.ConstraintViolationExceptionReason;
import software.amazon.awssdk.services.organizations.model.CreateOrganizationalUnitRequest;
import software.amazon.awssdk.services.organizations.model.OrganizationalUnit;
import software.amazon.awssdk.services.organizations.model.TargetType;
import software.amazon.awssdk.services.organizations.model.UpdateOrganizationalUnitRequest;

/** Organizational units (Organizations user guide, "Managing organizational units"). */
final class Units {
  private static final int LONGEST_NAME = 128;

  /** Root and five levels of OUs (Organizations user guide, "Quotas"). */
  private static final int DEEPEST = 5;

  private static final int MOST = 2000;

  private final OrganizationState state;
  private final OrganizationIds ids;

  Units(OrganizationState state, OrganizationIds ids) {
    this.state = state;
    this.ids = ids;
  }

  OrganizationalUnit create(Caller caller, CreateOrganizationalUnitRequest request) {
    String name = name(request.name());
    return state.change(
        caller,
        (handle, tree) -> {
          Node parent = parent(tree, request.parentId());
          requireRoom(tree, parent);
          requireUnused(tree, parent, name, "");
          String id = ids.unit(tree.root().id());
          OrganizationalUnit made =
              OrganizationalUnit.builder()
                  .id(id)
                  .arn(OrganizationArn.of(tree).unit(id))
                  .name(name)
                  .build();
          NodeInternals internals =
              new NodeInternals(
                  tree.management(),
                  parent.id(),
                  attachedFirst(tree),
                  OrganizationTags.added(Map.of(), request.tags()));
          OrganizationTables.UNITS.insert(
              handle, new Row<>(Directory.scope(tree.management()), id, made, internals));
          return made;
        });
  }

  OrganizationalUnit describe(Caller caller, @Nullable String id) {
    return state.read(caller, tree -> find(tree, id).shown());
  }

  OrganizationalUnit update(Caller caller, UpdateOrganizationalUnitRequest request) {
    return state.change(
        caller,
        (handle, tree) -> {
          Row<OrganizationalUnit, NodeInternals> unit = find(tree, request.organizationalUnitId());
          if (request.name() == null) {
            return unit.shown();
          }
          String name = name(request.name());
          Node parent = tree.node(unit.internal().parent()).orElseThrow();
          requireUnused(tree, parent, name, unit.id());
          OrganizationalUnit changed = unit.shown().toBuilder().name(name).build();
          OrganizationTables.UNITS.update(handle, unit.show(changed));
          return changed;
        });
  }

  void delete(Caller caller, @Nullable String id) {
    state.change(
        caller,
        (handle, tree) -> {
          Row<OrganizationalUnit, NodeInternals> unit = find(tree, id);
          if (!tree.under(tree.node(unit.id()).orElseThrow()).isEmpty()) {
            throw OrganizationFaults.fault(
                "OrganizationalUnitNotEmptyException",
                "The OU contains accounts or child OUs. Move or remove them first.");
          }
          return OrganizationTables.UNITS.delete(handle, unit.scope(), unit.id());
        });
  }

  /** What is attached to everything new, once policies are in force. */
  static List<String> attachedFirst(Tree tree) {
    return tree.isControlled() ? List.of(FullAccess.ID) : List.of();
  }

  /** A root or OU that is there. */
  static Node parent(Tree tree, @Nullable String given) {
    String id = OrganizationChecks.matching(given, "ParentId", OrganizationChecks.PARENT_ID);
    return tree.node(id).orElseThrow(OrganizationFaults::parentNotFound);
  }

  private static Row<OrganizationalUnit, NodeInternals> find(Tree tree, @Nullable String given) {
    String id =
        OrganizationChecks.matching(given, "OrganizationalUnitId", OrganizationChecks.UNIT_ID);
    if (!tree.units().containsKey(id)) {
      throw OrganizationFaults.fault(
          "OrganizationalUnitNotFoundException", "You specified an OU that doesn't exist.");
    }
    return Objects.requireNonNull(tree.units().get(id));
  }

  private static void requireRoom(Tree tree, Node parent) {
    if (tree.pathTo(parent).size() > DEEPEST) {
      throw OrganizationFaults.constraint(
          ConstraintViolationExceptionReason.OU_DEPTH_LIMIT_EXCEEDED,
          "You have exceeded the allowed OU depth.");
    }
    if (tree.units().size() >= MOST) {
      throw OrganizationFaults.constraint(
          ConstraintViolationExceptionReason.OU_NUMBER_LIMIT_EXCEEDED,
          "You have exceeded the number of OUs that you can have in an organization.");
    }
  }

  /** Names of OUs are unique under one parent. */
  private static void requireUnused(Tree tree, Node parent, String name, String except) {
    boolean used =
        tree.under(parent).stream()
            .filter(node -> node.type() == TargetType.ORGANIZATIONAL_UNIT)
            .anyMatch(node -> node.name().equals(name) && !node.id().equals(except));
    if (used) {
      throw OrganizationFaults.fault(
          "DuplicateOrganizationalUnitException", "An OU with the same name already exists.");
    }
  }

  private static String name(@Nullable String given) {
    return OrganizationChecks.text(given, "Name", 1, LONGEST_NAME, OrganizationChecks.ANYTHING);
  }
}
