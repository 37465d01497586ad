package io.snapseal.rds;

import static java.util.Map.entry;

import io.snapseal.iam.Permission;
import io.snapseal.rds.resource.RdsArn;
import java.util.Map;
import software.amazon.awssdk.services.rds.model.AddSourceIdentifierToSubscriptionRequest;
import software.amazon.awssdk.services.rds.model.CreateEventSubscriptionRequest;
import software.amazon.awssdk.services.rds.model.DeleteEventSubscriptionRequest;
import software.amazon.awssdk.services.rds.model.DescribeEventSubscriptionsRequest;
import software.amazon.awssdk.services.rds.model.ModifyEventSubscriptionRequest;
import software.amazon.awssdk.services.rds.model.RemoveSourceIdentifierFromSubscriptionRequest;

/** What operations on events need. */
final class EventPermissions {
  private EventPermissions() {}

  static Map<String, Permission> all() {
    return Map.ofEntries(
        entry("DescribeEvents", Permission.onAny("rds:DescribeEvents")),
        entry("DescribeEventCategories", Permission.onAny("rds:DescribeEventCategories")),
        entry(
            "CreateEventSubscription",
            Permission.of(
                CreateEventSubscriptionRequest.class,
                (caller, request) ->
                    Needs.creating(
                        "rds:CreateEventSubscription",
                        Needs.of(caller, RdsArn.SUBSCRIPTION, request.subscriptionName()),
                        request.tags()))),
        entry(
            "DescribeEventSubscriptions",
            Permission.on(
                "rds:DescribeEventSubscriptions",
                DescribeEventSubscriptionsRequest.class,
                (caller, request) ->
                    Needs.of(caller, RdsArn.SUBSCRIPTION, request.subscriptionName()))),
        entry(
            "ModifyEventSubscription",
            Permission.on(
                "rds:ModifyEventSubscription",
                ModifyEventSubscriptionRequest.class,
                (caller, request) ->
                    Needs.of(caller, RdsArn.SUBSCRIPTION, request.subscriptionName()))),
        entry(
            "DeleteEventSubscription",
            Permission.on(
                "rds:DeleteEventSubscription",
                DeleteEventSubscriptionRequest.class,
                (caller, request) ->
                    Needs.of(caller, RdsArn.SUBSCRIPTION, request.subscriptionName()))),
        entry(
            "AddSourceIdentifierToSubscription",
            Permission.on(
                "rds:AddSourceIdentifierToSubscription",
                AddSourceIdentifierToSubscriptionRequest.class,
                (caller, request) ->
                    Needs.of(caller, RdsArn.SUBSCRIPTION, request.subscriptionName()))),
        entry(
            "RemoveSourceIdentifierFromSubscription",
            Permission.on(
                "rds:RemoveSourceIdentifierFromSubscription",
                RemoveSourceIdentifierFromSubscriptionRequest.class,
                (caller, request) ->
                    Needs.of(caller, RdsArn.SUBSCRIPTION, request.subscriptionName()))));
  }
}
