package io.snapseal.model;

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

/** Fills any SDK builder with values drawn from a seed: awkward ones included. */
final class Samples {
  private static final int MAX_DEPTH = 5;
  private static final String[] TEXTS = {
    "",
    " ",
    "mydb",
    "\u0000\u001f\"\\/",
    "a<b>&c",
    "schön",
    "\uD83D\uDE00 key",
    "\u2028\u2029\t\r\n"
  };

  private final Random random;

  Samples(long seed) {
    this.random = new Random(seed);
  }

  /** A built object; with probability {@code density} each member is set. */
  SdkPojo filled(SdkPojo builder, double density) {
    return filled(builder, density, 0);
  }

  private SdkPojo filled(SdkPojo builder, double density, int depth) {
    for (SdkField<?> field : builder.sdkFields()) {
      if (random.nextDouble() < density) {
        field.set(builder, value(field, density, depth));
      }
    }
    return (SdkPojo) ((Buildable) builder).build();
  }

  private Object value(SdkField<?> field, double density, int depth) {
    return switch (field.marshallingType().getKnownType()) {
      case STRING -> text();
      case BOOLEAN -> random.nextBoolean();
      case INTEGER -> random.nextInt();
      case LONG -> random.nextLong();
      case DOUBLE -> real();
      case INSTANT ->
          Instant.ofEpochMilli(random.nextLong(-62_135_596_800_000L, 253_402_300_800_000L));
      case SDK_BYTES -> SdkBytes.fromByteArray(bytes());
      case SDK_POJO ->
          filled(field.constructor().get(), depth < MAX_DEPTH ? density : 0, depth + 1);
      case LIST -> list(field.getRequiredTrait(ListTrait.class).memberFieldInfo(), density, depth);
      case MAP -> map(field.getRequiredTrait(MapTrait.class).valueFieldInfo(), density, depth);
      default -> throw new IllegalArgumentException(field.marshallingType().toString());
    };
  }

  private List<Object> list(SdkField<?> element, double density, int depth) {
    List<Object> list = new ArrayList<>();
    for (int i = random.nextInt(depth < MAX_DEPTH ? 3 : 1); i > 0; i--) {
      list.add(value(element, density, depth + 1));
    }
    return list;
  }

  private Map<String, Object> map(SdkField<?> element, double density, int depth) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      map.put(text() + i, value(element, density, depth + 1));
    }
    return map;
  }

  private String text() {
    return TEXTS[random.nextInt(TEXTS.length)];
  }

  private double real() {
    double[] awkward = {0, -0.0, Double.MIN_VALUE, Double.MAX_VALUE, Double.NaN, 0.5};
    return random.nextBoolean() ? random.nextGaussian() : awkward[random.nextInt(awkward.length)];
  }

  private byte[] bytes() {
    byte[] bytes = new byte[random.nextInt(50)];
    random.nextBytes(bytes);
    return bytes;
  }
}
