package io.snapseal.rds.group;

import io.snapseal.engine.EngineParameter;
import java.util.Locale;
import java.util.Optional;
import software.amazon.awssdk.services.rds.model.ApplyMethod;
import software.amazon.awssdk.services.rds.model.Parameter;

/** An engine's parameter, as DescribeDBParameters shows it. */
final class GroupParameter {
  private GroupParameter() {}

  /** Whether AWS applies it without a reboot. */
  static boolean isDynamic(EngineParameter parameter) {
    return parameter.change() == EngineParameter.Change.DYNAMIC;
  }

  /** Whether it may have that value. */
  static boolean allows(EngineParameter parameter, String value) {
    try {
      parameter.require(value);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /**
   * The parameter with its value.
   *
   * @param set what a group's user has set it to
   */
  static Parameter shown(EngineParameter parameter, Optional<String> set) {
    boolean dynamic = isDynamic(parameter);
    return Parameter.builder()
        .parameterName(parameter.name())
        .parameterValue(set.or(parameter::standard).orElse(null))
        .description(parameter.description())
        .source(set.isPresent() ? "user" : "engine-default")
        .applyType(dynamic ? "dynamic" : "static")
        .applyMethod(
            dynamic && set.isPresent() ? ApplyMethod.IMMEDIATE : ApplyMethod.PENDING_REBOOT)
        .dataType(parameter.type().name().toLowerCase(Locale.ROOT))
        .allowedValues(parameter.allowed().isEmpty() ? null : parameter.allowed())
        .isModifiable(true)
        .build();
  }
}
