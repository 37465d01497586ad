package io.snapseal.iam;

import io.snapseal.iam.Authorizer.Decided;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.SdkPojo;

/**
 * Puts the authorizer before every operation of a service and the audit trail behind it, so that a
 * call from inside the process is checked and recorded like one from the network, and none is open
 * by omission.
 */
public final class AuthorizedClient implements InvocationHandler {
  private final Caller caller;
  private final Authorizer authorizer;
  private final Map<String, Permission> permissions;
  private final Function<String, RuntimeException> accessDenied;
  private final Consumer<AwsRequest> admission;
  private final SdkClient service;

  private AuthorizedClient(
      Caller caller,
      Authorizer authorizer,
      Map<String, Permission> permissions,
      Function<String, RuntimeException> accessDenied,
      Consumer<AwsRequest> admission,
      SdkClient service) {
    this.caller = caller;
    this.authorizer = authorizer;
    this.permissions = permissions;
    this.accessDenied = accessDenied;
    this.admission = admission;
    this.service = service;
  }

  /**
   * The service as one caller may use it.
   *
   * @param client the SDK's client interface
   * @param permissions what each operation needs, by its name on the wire ({@code CopyDBSnapshot})
   * @param accessDenied the service's own error for a denial, given the sentence that explains it
   * @param service what does the work once allowed
   */
  public static <C extends SdkClient> C of(
      Class<C> client,
      Caller caller,
      Authorizer authorizer,
      Map<String, Permission> permissions,
      Function<String, RuntimeException> accessDenied,
      C service) {
    return of(client, caller, authorizer, permissions, accessDenied, request -> {}, service);
  }

  /**
   * The service as one caller may use it, for requests that pass a first look.
   *
   * @param admission throws the service's own error for a request that is not well formed or asks
   *     for what the service does not offer; asked before the caller's rights are, as AWS does
   */
  public static <C extends SdkClient> C of(
      Class<C> client,
      Caller caller,
      Authorizer authorizer,
      Map<String, Permission> permissions,
      Function<String, RuntimeException> accessDenied,
      Consumer<AwsRequest> admission,
      C service) {
    return client.cast(
        Proxy.newProxyInstance(
            client.getClassLoader(),
            new Class<?>[] {client},
            new AuthorizedClient(
                caller, authorizer, permissions, accessDenied, admission, service)));
  }

  /**
   * Convenience methods (with a consumer, paginators) are run on the proxy, so that the operation
   * they end in comes through here again and is authorized. An operation without a declaration runs
   * the interface's own body, which refuses: the service behind is not reached.
   */
  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
      throws Throwable {
    String operation = operation(method);
    Permission permission = permissions.get(operation);
    if (permission != null && arguments != null && arguments[0] instanceof AwsRequest request) {
      return recorded(operation, permission, request, method);
    }
    return method.isDefault()
        ? InvocationHandler.invokeDefault(proxy, method, arguments)
        : onService(method, arguments);
  }

  /** What was not recorded is not answered: whoever reads the trail must find all that happened. */
  private @Nullable Object recorded(
      String operation, Permission permission, AwsRequest request, Method method) throws Throwable {
    Trail trail = authorizer.trail();
    trail.requireReady();
    List<Decided> decisions = new ArrayList<>();
    Object response;
    try {
      admission.accept(request);
      authorize(permission, request, decisions);
      response = onService(method, request);
    } catch (Throwable e) {
      trail.record(call(operation, request, decisions, Optional.empty(), Optional.of(e)));
      throw e;
    }
    Optional<SdkPojo> answer = Optional.of((SdkPojo) Objects.requireNonNull(response));
    trail.record(call(operation, request, decisions, answer, Optional.empty()));
    return response;
  }

  private Call call(
      String operation,
      AwsRequest request,
      List<Decided> decisions,
      Optional<SdkPojo> response,
      Optional<Throwable> error) {
    return new Call(caller, service.serviceName(), operation, request, decisions, response, error);
  }

  private @Nullable Object onService(Method method, Object @Nullable ... arguments)
      throws Throwable {
    try {
      return method.invoke(service, arguments);
    } catch (InvocationTargetException e) {
      throw e.getTargetException();
    }
  }

  private void authorize(Permission permission, AwsRequest request, List<Decided> decisions) {
    for (Permission.Need need : permission.needs().apply(caller, request)) {
      Decided decided = authorizer.decide(caller, need);
      decisions.add(decided);
      Optional<String> denial = decided.denial();
      if (denial.isPresent()) {
        throw accessDenied.apply(denial.get());
      }
    }
  }

  /** The operation's name on the wire: the SDK's method name with a capital. */
  static String operation(Method method) {
    String name = method.getName();
    return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
  }
}
