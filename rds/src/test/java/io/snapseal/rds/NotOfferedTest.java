package io.snapseal.rds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.RdsException;

/** Every operation of RDS is offered, or refused with a reason. */
class NotOfferedTest {
  private static Set<String> operations() {
    return Arrays.stream(RdsClient.class.getMethods())
        .filter(method -> method.getParameterCount() == 1)
        .filter(method -> AwsRequest.class.isAssignableFrom(method.getParameterTypes()[0]))
        .filter(method -> AwsResponse.class.isAssignableFrom(method.getReturnType()))
        .map(NotOffered::operation)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> offered() {
    return Arrays.stream(ForCaller.class.getMethods())
        .filter(method -> method.getDeclaringClass() != RdsClient.class)
        .filter(method -> method.getParameterCount() == 1)
        .filter(method -> AwsRequest.class.isAssignableFrom(method.getParameterTypes()[0]))
        .map(NotOffered::operation)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void noOperationIsOfferedAndRefused() {
    assertThat(operations()).containsAll(NotOffered.REASONS.keySet()).containsAll(offered());
    assertThat(NotOffered.REASONS.keySet()).doesNotContainAnyElementsOf(offered());
  }

  @Test
  void aReasonIsOneSentenceOfAPrivateRegion() {
    assertThat(NotOffered.REASONS.values())
        .allSatisfy(reason -> assertThat(reason).doesNotEndWith(".").doesNotContain("\n"));
  }

  @Test
  void whoAsksHearsWhy() {
    RdsClient nothing = NotOffered.explained(empty());
    assertThatThrownBy(() -> nothing.createDBProxy(r -> r.dbProxyName("p")))
        .isInstanceOfSatisfying(
            RdsException.class,
            e -> {
              assertThat(e.statusCode()).isEqualTo(400);
              assertThat(e.awsErrorDetails().errorCode()).isEqualTo("UnsupportedOperation");
              assertThat(e.awsErrorDetails().errorMessage())
                  .isEqualTo(
                      "CreateDBProxy is not offered by a private region: it has no DB proxies: connect to the instance itself.");
            });
  }

  /** A client that overrides nothing. */
  private static RdsClient empty() {
    return (RdsClient)
        Proxy.newProxyInstance(
            RdsClient.class.getClassLoader(),
            new Class<?>[] {RdsClient.class},
            (Object proxy, Method method, Object[] arguments) ->
                java.lang.reflect.InvocationHandler.invokeDefault(proxy, method, arguments));
  }
}
