package io.snapseal.rds;

import software.amazon.awssdk.services.rds.model.AddSourceIdentifierToSubscriptionRequest;
import software.amazon.awssdk.services.rds.model.AddSourceIdentifierToSubscriptionResponse;
import software.amazon.awssdk.services.rds.model.CreateEventSubscriptionRequest;
import software.amazon.awssdk.services.rds.model.CreateEventSubscriptionResponse;
import software.amazon.awssdk.services.rds.model.DeleteEventSubscriptionRequest;
import software.amazon.awssdk.services.rds.model.DeleteEventSubscriptionResponse;
import software.amazon.awssdk.services.rds.model.DescribeEventCategoriesRequest;
import software.amazon.awssdk.services.rds.model.DescribeEventCategoriesResponse;
import software.amazon.awssdk.services.rds.model.DescribeEventSubscriptionsRequest;
import software.amazon.awssdk.services.rds.model.DescribeEventSubscriptionsResponse;
import software.amazon.awssdk.services.rds.model.DescribeEventsRequest;
import software.amazon.awssdk.services.rds.model.DescribeEventsResponse;
import software.amazon.awssdk.services.rds.model.ModifyEventSubscriptionRequest;
import software.amazon.awssdk.services.rds.model.ModifyEventSubscriptionResponse;
import software.amazon.awssdk.services.rds.model.RemoveSourceIdentifierFromSubscriptionRequest;
import software.amazon.awssdk.services.rds.model.RemoveSourceIdentifierFromSubscriptionResponse;

/** Operations on events and on who is told of them. */
interface EventOperations extends Operations {
  @Override
  default DescribeEventsResponse describeEvents(DescribeEventsRequest request) {
    return parts().around().events().describe(caller(), request);
  }

  @Override
  default DescribeEventCategoriesResponse describeEventCategories(
      DescribeEventCategoriesRequest request) {
    return parts().around().events().categories(request);
  }

  @Override
  default CreateEventSubscriptionResponse createEventSubscription(
      CreateEventSubscriptionRequest request) {
    return CreateEventSubscriptionResponse.builder()
        .eventSubscription(parts().around().subscriptions().create(caller(), request))
        .build();
  }

  @Override
  default DescribeEventSubscriptionsResponse describeEventSubscriptions(
      DescribeEventSubscriptionsRequest request) {
    return parts().around().subscriptions().describe(caller(), request);
  }

  @Override
  default ModifyEventSubscriptionResponse modifyEventSubscription(
      ModifyEventSubscriptionRequest request) {
    return ModifyEventSubscriptionResponse.builder()
        .eventSubscription(parts().around().subscriptions().modify(caller(), request))
        .build();
  }

  @Override
  default DeleteEventSubscriptionResponse deleteEventSubscription(
      DeleteEventSubscriptionRequest request) {
    return DeleteEventSubscriptionResponse.builder()
        .eventSubscription(
            parts().around().subscriptions().delete(caller(), request.subscriptionName()))
        .build();
  }

  @Override
  default AddSourceIdentifierToSubscriptionResponse addSourceIdentifierToSubscription(
      AddSourceIdentifierToSubscriptionRequest request) {
    return AddSourceIdentifierToSubscriptionResponse.builder()
        .eventSubscription(
            parts()
                .around()
                .subscriptions()
                .addSource(caller(), request.subscriptionName(), request.sourceIdentifier()))
        .build();
  }

  @Override
  default RemoveSourceIdentifierFromSubscriptionResponse removeSourceIdentifierFromSubscription(
      RemoveSourceIdentifierFromSubscriptionRequest request) {
    return RemoveSourceIdentifierFromSubscriptionResponse.builder()
        .eventSubscription(
            parts()
                .around()
                .subscriptions()
                .removeSource(caller(), request.subscriptionName(), request.sourceIdentifier()))
        .build();
  }
}
