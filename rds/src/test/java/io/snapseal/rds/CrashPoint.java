package io.snapseal.rds;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Kills the process, as far as the outside can tell: from the chosen step on, no call reaches
 * storage, a database server or a volume any more. Every call to them is two steps, before and
 * after.
 */
final class CrashPoint {
  /** What a call from a dead process ends with. */
  static final class Crashed extends Error {
    private static final long serialVersionUID = 1L;

    Crashed(String where) {
      super(where);
    }
  }

  private static final List<String> PORTS = List.of("io.snapseal.blockstore", "io.snapseal.engine");

  private final int deadly;
  private int steps;
  private @Nullable String died;

  /**
   * @param deadly the step to die at, from 1; 0 lives for ever
   */
  CrashPoint(int deadly) {
    this.deadly = deadly;
  }

  /** How many steps there have been. */
  synchronized int steps() {
    return steps;
  }

  /** Where it died, or null. */
  synchronized @Nullable String died() {
    return died;
  }

  /** The same port, with a step before and after every call, and on what it returns. */
  <T> T around(Class<T> port, T real) {
    InvocationHandler handler = (proxy, method, arguments) -> call(real, method, arguments);
    return port.cast(Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, handler));
  }

  private @Nullable Object call(Object real, Method method, Object @Nullable [] arguments)
      throws Throwable {
    String where = method.getDeclaringClass().getSimpleName() + "." + method.getName();
    step("before " + where);
    Object result;
    try {
      result = method.invoke(real, arguments);
    } catch (InvocationTargetException e) {
      throw e.getTargetException();
    }
    step("after " + where);
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

  private synchronized void step(String where) {
    if (died != null) {
      throw new Crashed(died);
    }
    steps++;
    if (steps == deadly) {
      died = where;
      throw new Crashed(where);
    }
  }
}
