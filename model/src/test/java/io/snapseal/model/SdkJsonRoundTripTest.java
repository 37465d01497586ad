package io.snapseal.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.traits.TimestampFormatTrait;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.rds.RdsClient;

/** Every model class that we store or send survives the way through JSON. */
class SdkJsonRoundTripTest {
  private static final int SAMPLES_PER_CLASS = 10;

  static Stream<Class<?>> models() {
    return Stream.of(RdsClient.class, KmsClient.class).flatMap(c -> ModelClasses.of(c).stream());
  }

  @ParameterizedTest
  @MethodSource("models")
  void comesBackEqual(Class<?> model) {
    for (int seed = 0; seed < SAMPLES_PER_CLASS; seed++) {
      SdkPojo sample = new Samples(seed).filled(ModelClasses.builder(model), (seed + 1) / 10.0);

      SdkPojo back = SdkJson.read(SdkJson.write(sample), () -> ModelClasses.builder(model));

      assertThat(back).isEqualTo(sample);
      assertThat(back).isInstanceOf(model);
      // equals() takes an unset list for an empty one; the document must not.
      assertThat(SdkJson.write(back)).isEqualTo(SdkJson.write(sample));
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void hasNoTimestampFormatOfItsOwn(Class<?> model) {
    assertThat(ModelClasses.builder(model).sdkFields())
        .noneMatch(field -> field.containsTrait(TimestampFormatTrait.class));
  }

  @ParameterizedTest
  @MethodSource("models")
  void namesEachMemberOnce(Class<?> model) {
    assertThat(ModelClasses.builder(model).sdkFields())
        .extracting(SdkField::locationName)
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(classes = {RdsClient.class, KmsClient.class})
  void findsTheModelsAtAll(Class<?> client) {
    assertThat(ModelClasses.of(client).size()).isGreaterThan(100);
  }
}
