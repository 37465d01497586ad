package io.snapseal.model;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.utils.builder.Buildable;
import software.amazon.awssdk.utils.builder.ToCopyableBuilder;

/**
 * Which members of a model object AWS's service models mark as sensitive. The SDK keeps the mark
 * only in what {@code toString} prints, so that is where it is read, once per class.
 */
public final class SensitiveMembers {
  private static final String REDACTED = "=*** Sensitive Data Redacted ***";

  private final Map<Class<?>, Set<String>> known = new ConcurrentHashMap<>();

  /** The names on the wire of the sensitive members of an object of that class. */
  public Set<String> of(SdkPojo object) {
    Set<String> names = known.get(object.getClass());
    if (names == null) {
      names = marked(object);
      known.put(object.getClass(), names);
    }
    return names;
  }

  private static Set<String> marked(SdkPojo object) {
    String printed = String.valueOf(filled(builderOf(object)));
    return object.sdkFields().stream()
        .filter(field -> printed.contains(field.memberName() + REDACTED))
        .map(SdkField::locationName)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static SdkPojo builderOf(SdkPojo object) {
    return (SdkPojo) ((ToCopyableBuilder<?, ?>) object).toBuilder();
  }

  /** Only members that are set are printed: all of them are. */
  private static Object filled(SdkPojo builder) {
    builder.sdkFields().forEach(field -> field.set(builder, sample(field)));
    return ((Buildable) builder).build();
  }

  /** Structures are left empty: their own members are asked for when they come by. */
  private static Object sample(SdkField<?> field) {
    return switch (field.marshallingType().getKnownType()) {
      case STRING -> "-";
      case BOOLEAN -> true;
      case INTEGER -> 0;
      case LONG -> 0L;
      case SHORT -> (short) 0;
      case BYTE -> (byte) 0;
      case FLOAT -> 0f;
      case DOUBLE -> 0d;
      case BIG_DECIMAL -> java.math.BigDecimal.ZERO;
      case INSTANT -> Instant.EPOCH;
      case SDK_BYTES -> SdkBytes.fromByteArray(new byte[1]);
      case LIST -> List.of(sample(field.getRequiredTrait(ListTrait.class).memberFieldInfo()));
      case MAP -> Map.of("-", sample(field.getRequiredTrait(MapTrait.class).valueFieldInfo()));
      case SDK_POJO -> ((Buildable) field.constructor().get()).build();
      default -> throw new IllegalArgumentException("no sample of " + field.marshallingType());
    };
  }
}
