package io.snapseal.iam;

import io.snapseal.iam.policy.Policies.NoPolicy;
import io.snapseal.iam.policy.Policies.OfResource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.AwsRequest;

/**
 * What an operation needs of its caller (Service Authorization Reference). Every operation of a
 * service declares a permission; an operation without one is refused.
 *
 * @param needs the actions and resources of one request; all of them must be allowed
 */
public record Permission(BiFunction<Caller, AwsRequest, List<Need>> needs) {

  /**
   * One IAM action on one resource.
   *
   * @param action for example {@code kms:Encrypt}
   * @param resource an ARN, or {@code *} for an action that cannot be narrowed
   * @param keys the condition keys that the service adds for this request
   * @param policy what the resource itself says
   * @param grant finds the id of a grant that covers the request; asked only if no policy allows it
   */
  public record Need(
      String action,
      String resource,
      Map<String, List<String>> keys,
      OfResource policy,
      Supplier<Optional<String>> grant) {
    /** On a resource without a policy of its own, and without condition keys. */
    public Need(String action, String resource) {
      this(action, resource, Map.of(), new NoPolicy(), Optional::empty);
    }

    /** The same, with further condition keys. */
    public Need with(Map<String, List<String>> more) {
      Map<String, List<String>> all = new HashMap<>(keys);
      all.putAll(more);
      return new Need(action, resource, all, policy, grant);
    }
  }

  /** A permission on one resource, named by the typed request. */
  public static <R extends AwsRequest> Permission on(
      String action, Class<R> request, BiFunction<Caller, R, String> resource) {
    return of(request, (caller, given) -> List.of(new Need(action, resource.apply(caller, given))));
  }

  /** A permission with several needs, named by the typed request. */
  public static <R extends AwsRequest> Permission of(
      Class<R> request, BiFunction<Caller, R, List<Need>> needs) {
    return new Permission((caller, given) -> needs.apply(caller, request.cast(given)));
  }

  /** A permission that cannot be narrowed to a resource, for example {@code kms:ListKeys}. */
  public static Permission onAny(String action) {
    return new Permission((caller, request) -> List.of(new Need(action, "*")));
  }

  /** This permission, each of its needs changed by what the request says of it. */
  public Permission changed(BiFunction<AwsRequest, Need, Need> change) {
    return new Permission(
        (caller, request) ->
            needs.apply(caller, request).stream()
                .map(need -> change.apply(request, need))
                .toList());
  }
}
