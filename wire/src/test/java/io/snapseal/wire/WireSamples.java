package io.snapseal.wire;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.utils.builder.Buildable;

/** Fills any SDK builder with values drawn from a seed that every protocol can carry. */
final class WireSamples {
  private static final int MAX_DEPTH = 4;

  /** Some models hold themselves: there an end must be made. */
  private static final int END = 12;

  private static final String[] TEXTS = {
    "mydb", "a<b>&\"c'", "schön + 100%", "\uD83D\uDE00", "x\ty\nz", "a=b&c"
  };

  private final Random random;

  WireSamples(long seed) {
    this.random = new Random(seed);
  }

  SdkPojo filled(SdkPojo builder) {
    return filled(builder, 0);
  }

  private SdkPojo filled(SdkPojo builder, int depth) {
    for (SdkField<?> field : builder.sdkFields()) {
      field.set(builder, value(field, depth));
    }
    return (SdkPojo) ((Buildable) builder).build();
  }

  private Object value(SdkField<?> field, int depth) {
    return switch (field.marshallingType().getKnownType()) {
      case STRING -> text();
      case BOOLEAN -> random.nextBoolean();
      case INTEGER -> random.nextInt();
      case LONG -> random.nextLong();
      case DOUBLE -> random.nextGaussian();
      case INSTANT -> Instant.ofEpochMilli(random.nextLong(0, 4_000_000_000_000L));
      case SDK_BYTES -> SdkBytes.fromUtf8String(text());
      case SDK_POJO -> filled(field.constructor().get(), depth + 1);
      case LIST -> list(field.getRequiredTrait(ListTrait.class).memberFieldInfo(), depth);
      case MAP -> map(field.getRequiredTrait(MapTrait.class).valueFieldInfo(), depth);
      default -> throw new IllegalArgumentException(field.marshallingType().toString());
    };
  }

  private List<Object> list(SdkField<?> element, int depth) {
    List<Object> list = new ArrayList<>();
    for (int i = depth < MAX_DEPTH ? 2 : depth < END ? 1 : 0; i > 0; i--) {
      list.add(value(element, depth + 1));
    }
    return list;
  }

  private Map<String, Object> map(SdkField<?> element, int depth) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = random.nextInt(1, 4); i > 0; i--) {
      map.put(text() + i, value(element, depth + 1));
    }
    return map;
  }

  private String text() {
    return TEXTS[random.nextInt(TEXTS.length)];
  }
}
