package io.snapseal.iam.service;

import io.snapseal.iam.Caller;
import io.snapseal.iam.directory.Directory;
import io.snapseal.iam.directory.EntityArn;
import io.snapseal.iam.directory.HoldsPolicies;
import io.snapseal.iam.directory.PolicySet;
import io.snapseal.state.Page;
import io.snapseal.state.Row;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.Policy;

/** The inline and attached policies of one kind of entity. */
final class HeldPolicies<T extends SdkPojo, I extends Record & HoldsPolicies<I>> {
  private static final int MOST_ATTACHED = 10;

  private final Entities<T, I> entities;

  HeldPolicies(Entities<T, I> entities) {
    this.entities = entities;
  }

  void put(Caller caller, String entity, String name, String document) {
    String text = Documents.identity(document);
    entities.change(caller, entity, row -> fitting(row, held(row).with(name, text)));
  }

  /** The entity's name as it was given when it was made. */
  String canonical(Caller caller, String entity) {
    return entities.kind().name().apply(entities.get(caller, entity).shown());
  }

  /** The document of an inline policy, as IAM shows it. */
  String get(Caller caller, String entity, String name) {
    String document = held(entities.get(caller, entity)).inline().get(name);
    if (document == null) {
      throw IamFaults.notFound(word() + " policy", name);
    }
    return Documents.encoded(document);
  }

  void delete(Caller caller, String entity, String name) {
    entities.change(
        caller,
        entity,
        row -> {
          if (!held(row).inline().containsKey(name)) {
            throw IamFaults.notFound(word() + " policy", name);
          }
          return with(row, held(row).without(name));
        });
  }

  /** The names of an entity's inline policies. */
  Page<String> list(
      Caller caller, String entity, @Nullable String marker, @Nullable Integer maxItems) {
    List<String> names =
        List.copyOf(new TreeSet<>(held(entities.get(caller, entity)).inline().keySet()));
    return Lists.page(names, name -> name, marker, maxItems);
  }

  void attach(Caller caller, String entity, String policyArn) {
    String arn = IamRequests.policyArn(policyArn);
    entities.change(
        caller,
        entity,
        (handle, row) -> {
          visible(handle, caller, arn);
          PolicySet more = held(row).attach(arn);
          if (more.attached().size() > MOST_ATTACHED) {
            throw IamFaults.quota("PoliciesPer" + entities.kind().title(), MOST_ATTACHED);
          }
          return with(row, more);
        });
  }

  void detach(Caller caller, String entity, String policyArn) {
    String arn = IamRequests.policyArn(policyArn);
    entities.change(
        caller,
        entity,
        row -> {
          if (!held(row).attached().contains(arn)) {
            throw IamFaults.policyNotFound(arn);
          }
          return with(row, held(row).detach(arn));
        });
  }

  /** The managed policies attached to an entity, in the order of their names. */
  Page<AttachedPolicy> attached(
      Caller caller,
      String entity,
      @Nullable String pathPrefix,
      @Nullable String marker,
      @Nullable Integer maxItems) {
    String prefix = IamRequests.path(pathPrefix);
    List<AttachedPolicy> attached = new ArrayList<>();
    for (String arn : held(entities.get(caller, entity)).attached()) {
      EntityArn policy = EntityArn.parse(arn).orElseThrow();
      if (policy.path().startsWith(prefix)) {
        attached.add(AttachedPolicy.builder().policyArn(arn).policyName(policy.name()).build());
      }
    }
    attached.sort(Comparator.comparing(HeldPolicies::sortedBy));
    return Lists.page(attached, HeldPolicies::sortedBy, marker, maxItems);
  }

  /** A policy that entities of the caller's account may have: the account's own, or AWS's. */
  static Row<Policy, ?> visible(Handle handle, Caller caller, String arn) {
    return Directory.policy(handle, arn)
        .filter(
            row -> Directory.isAwsManaged(row) || row.scope().account().equals(caller.account()))
        .orElseThrow(() -> IamFaults.notAttachable("Policy " + arn));
  }

  /** An AWS policy and one of the account may have one name. */
  private static String sortedBy(AttachedPolicy policy) {
    return Directory.id(policy.policyName()) + " " + policy.policyArn();
  }

  private Row<T, I> fitting(Row<T, I> row, PolicySet changed) {
    int size = changed.inline().values().stream().mapToInt(Documents::size).sum();
    if (size > entities.kind().inlineLimit()) {
      throw IamFaults.limitExceeded(
          "Maximum policy size of %d bytes exceeded for %s %s"
              .formatted(
                  entities.kind().inlineLimit(),
                  word(),
                  entities.kind().name().apply(row.shown())));
    }
    return with(row, changed);
  }

  private String word() {
    return entities.kind().word();
  }

  private PolicySet held(Row<T, I> row) {
    return row.internal().policies();
  }

  private Row<T, I> with(Row<T, I> row, PolicySet changed) {
    return row.keep(row.internal().with(changed));
  }
}
