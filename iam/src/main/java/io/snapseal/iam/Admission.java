package io.snapseal.iam;

import io.snapseal.model.Constraints;
import io.snapseal.model.Members;
import java.util.function.Consumer;
import java.util.function.Function;
import software.amazon.awssdk.awscore.AwsRequest;

/**
 * The first look at a request, before anybody's rights: it is well formed, and asks for nothing
 * that would be passed over.
 *
 * @param constraints what the service model demands
 * @param invalid the service's error for what breaks it, given AWS's message
 * @param members what is acted upon
 * @param unsupported the service's error for any other member, given its name
 */
public record Admission(
    Constraints constraints,
    Function<String, RuntimeException> invalid,
    Members members,
    Function<String, RuntimeException> unsupported)
    implements Consumer<AwsRequest> {
  @Override
  public void accept(AwsRequest request) {
    constraints
        .message(Members.operation(request), request)
        .ifPresent(
            message -> {
              throw invalid.apply(message);
            });
    members
        .firstOther(request)
        .ifPresent(
            member -> {
              throw unsupported.apply(member);
            });
  }
}
