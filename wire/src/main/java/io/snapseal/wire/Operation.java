package io.snapseal.wire;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Optional;
import software.amazon.awssdk.core.SdkPojo;

/** One operation of a service: a method of its client interface. */
final class Operation {
  private final String name;
  private final Method method;
  private final Method requestBuilder;

  private Operation(Method method, Method requestBuilder) {
    this.name = Character.toUpperCase(method.getName().charAt(0)) + method.getName().substring(1);
    this.method = method;
    this.requestBuilder = requestBuilder;
  }

  /** An operation takes one SDK request and returns one SDK response. */
  static Optional<Operation> of(Method method) {
    Class<?>[] parameters = method.getParameterTypes();
    if (parameters.length != 1
        || !SdkPojo.class.isAssignableFrom(parameters[0])
        || !SdkPojo.class.isAssignableFrom(method.getReturnType())) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Operation(method, parameters[0].getMethod("builder")));
    } catch (NoSuchMethodException e) {
      return Optional.empty();
    }
  }

  /** The name on the wire: the method's name with a capital. */
  String name() {
    return name;
  }

  /** An empty builder of its request. */
  SdkPojo newRequest() {
    try {
      if (requestBuilder.invoke(null) instanceof SdkPojo builder) {
        return builder;
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
    throw new IllegalStateException(requestBuilder + " makes no SDK builder");
  }

  /**
   * Runs it.
   *
   * @throws Throwable whatever the implementation throws, as it is
   */
  SdkPojo invoke(Object client, SdkPojo request) throws Throwable {
    try {
      if (method.invoke(client, request) instanceof SdkPojo response) {
        return response;
      }
    } catch (InvocationTargetException e) {
      throw e.getTargetException();
    }
    throw new IllegalStateException(name + " answered with nothing");
  }

  /**
   * Whether {@code thrown} comes from the interface's own body: nobody implements the operation.
   */
  boolean isMissing(Throwable thrown) {
    StackTraceElement[] trace = thrown.getStackTrace();
    return thrown instanceof UnsupportedOperationException
        && trace.length > 0
        && trace[0].getClassName().equals(method.getDeclaringClass().getName());
  }
}
