package io.snapseal.wire;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.core.SdkPojo;

/** Implements every operation of any client interface with one function. */
final class AnyClient implements InvocationHandler {
  private final UnaryOperator<SdkPojo> behaviour;

  private AnyClient(UnaryOperator<SdkPojo> behaviour) {
    this.behaviour = behaviour;
  }

  static <C> C of(Class<C> clientInterface, UnaryOperator<SdkPojo> behaviour) {
    return clientInterface.cast(
        Proxy.newProxyInstance(
            clientInterface.getClassLoader(),
            new Class<?>[] {clientInterface},
            new AnyClient(behaviour)));
  }

  @Override
  public Object invoke(Object proxy, Method method, Object[] arguments) {
    return behaviour.apply((SdkPojo) arguments[0]);
  }
}
