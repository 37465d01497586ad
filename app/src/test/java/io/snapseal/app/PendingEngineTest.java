package io.snapseal.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapseal.engine.DatabaseEngine;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What an engine can do besides the least must not be lost on the way to it. */
class PendingEngineTest {
  static Stream<Method> methods() {
    return Arrays.stream(DatabaseEngine.class.getMethods())
        .filter(method -> !Modifier.isStatic(method.getModifiers()));
  }

  @ParameterizedTest
  @MethodSource("methods")
  void everyMethodIsPassedOn(Method method) throws NoSuchMethodException {
    assertThat(
            PendingEngine.class
                .getMethod(method.getName(), method.getParameterTypes())
                .getDeclaringClass())
        .isEqualTo(PendingEngine.class);
  }
}
