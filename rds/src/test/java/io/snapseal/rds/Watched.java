package io.snapseal.rds;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Ports whose every call is two steps, before and after it, told to somebody who may keep it from
 * going on. A step is named {@code before Type.method} or {@code after Type.method}.
 *
 * @param step is told each step, on the thread that makes it
 */
record Watched(Consumer<String> step) {
  private static final List<String> PORTS = List.of("io.snapseal.blockstore", "io.snapseal.engine");

  /** The same port, with a step before and after every call, and on what it returns. */
  <T> T around(Class<T> port, T real) {
    InvocationHandler handler = (proxy, method, arguments) -> call(real, method, arguments);
    return port.cast(Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, handler));
  }

  private @Nullable Object call(Object real, Method method, Object @Nullable [] arguments)
      throws Throwable {
    String where = method.getDeclaringClass().getSimpleName() + "." + method.getName();
    step.accept("before " + where);
    Object result;
    try {
      result = method.invoke(real, arguments);
    } catch (InvocationTargetException e) {
      throw e.getTargetException();
    }
    step.accept("after " + where);
    return result != null && isPort(method.getReturnType())
        ? aroundResult(method.getReturnType(), result)
        : result;
  }

  private <T> T aroundResult(Class<T> port, Object result) {
    return around(port, port.cast(result));
  }

  private static boolean isPort(Class<?> type) {
    return type.isInterface() && PORTS.stream().anyMatch(type.getName()::startsWith);
  }
}
