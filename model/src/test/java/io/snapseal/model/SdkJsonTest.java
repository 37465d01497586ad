package io.snapseal.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.DecimalNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.model.CreateKeyRequest;
import software.amazon.awssdk.services.kms.model.EncryptRequest;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.Tag;

class SdkJsonTest {
  @Test
  void writesTheFormOfAwsJson11() {
    EncryptRequest request =
        EncryptRequest.builder()
            .keyId("alias/db")
            .plaintext(SdkBytes.fromUtf8String("hi?>"))
            .encryptionContext(java.util.Map.of("aws:rds:db-id", "db-1"))
            .dryRun(false)
            .build();

    assertThat(SdkJson.write(request))
        .isEqualTo(
            "{\"KeyId\":\"alias/db\",\"Plaintext\":\"aGk/Pg==\","
                + "\"EncryptionContext\":{\"aws:rds:db-id\":\"db-1\"},\"DryRun\":false}");
  }

  @Test
  void tellsUnsetFromEmpty() {
    assertThat(SdkJson.write(DBSnapshot.builder().build())).isEqualTo("{}");
    assertThat(SdkJson.write(DBSnapshot.builder().tagList(List.of()).build()))
        .isEqualTo("{\"TagList\":[]}");
    assertThat(SdkJson.readInto(DBSnapshot.builder(), "{\"TagList\":[]}").hasTagList()).isTrue();
    assertThat(SdkJson.readInto(DBSnapshot.builder(), "{}").hasTagList()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1970-01-01T00:00:00Z",
    "1700000000, 2023-11-14T22:13:20Z",
    "1700000000.123, 2023-11-14T22:13:20.123Z",
    "1.700000000123E9, 2023-11-14T22:13:20.123Z",
    "1700000000.1234999, 2023-11-14T22:13:20.123Z",
    "-0.001, 1969-12-31T23:59:59.999Z",
    "253402300799.999, 9999-12-31T23:59:59.999Z",
  })
  void readsEpochSeconds(String number, Instant instant) {
    assertThat(
            SdkJson.readInto(KeyMetadata.builder(), "{\"CreationDate\":" + number + "}")
                .creationDate())
        .isEqualTo(instant);
  }

  @Test
  void dropsWhatIsFinerThanAMillisecond() {
    KeyMetadata key =
        KeyMetadata.builder().creationDate(Instant.parse("2026-01-01T00:00:00.123999999Z")).build();

    assertThat(SdkJson.write(key)).isEqualTo("{\"CreationDate\":1767225600.123}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"253402300800", "-62135596801", "1e300", "-1e300", "1e999999999"})
  void refusesTimestampsOutsideTheCalendar(String number) {
    assertThatThrownBy(
            () -> SdkJson.readInto(KeyMetadata.builder(), "{\"CreationDate\":" + number + "}"))
        .isInstanceOf(ShapeException.class);
  }

  /** It can be stored and told in no UTF-8: not by the state, the audit trail or an answer. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"KeyId\":\"\\ud800\"}",
        "{\"KeyId\":\"a\\udc00\\ud800b\"}",
        "{\"GrantTokens\":[\"\\ud83d\"]}",
        "{\"EncryptionContext\":{\"a\":\"\\ud83d\"}}",
        "{\"EncryptionContext\":{\"\\ud83d\":\"a\"}}"
      })
  void refusesHalfASurrogatePair(String json) {
    assertThatThrownBy(() -> SdkJson.readInto(EncryptRequest.builder(), json))
        .isInstanceOf(ShapeException.class);
  }

  @Test
  void takesAWholeSurrogatePair() {
    assertThat(SdkJson.readInto(EncryptRequest.builder(), "{\"KeyId\":\"\\ud83d\\ude00\"}").keyId())
        .isEqualTo("\ud83d\ude00");
  }

  @Test
  void aHugeDecimalCostsNothing() {
    var json = SdkJson.parse("{}");
    ((com.fasterxml.jackson.databind.node.ObjectNode) json)
        .set("CreationDate", DecimalNode.valueOf(new BigDecimal("1e999999999")));

    assertThatThrownBy(() -> SdkJson.readInto(KeyMetadata.builder(), json))
        .isInstanceOf(ShapeException.class);
  }

  @Test
  void ignoresWhatTheModelDoesNotHave() {
    Tag tag =
        SdkJson.readInto(Tag.builder(), "{\"Key\":\"a\",\"Newer\":{\"x\":[1]},\"Value\":null}");

    assertThat(tag).isEqualTo(Tag.builder().key("a").build());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"Tags\":{}}                      | Tags           | an array  | an object",
        "{\"Tags\":[3]}                     | Tags[0]        | an object | a number",
        "{\"Tags\":[{},{\"TagKey\":true}]}  | Tags[1].TagKey | a string  | a boolean",
        "{\"Tags\":[null]}                  | Tags[0]        | an object | null",
        "{\"Description\":7}                | Description    | a string  | a number",
        "{\"MultiRegion\":\"true\"}         | MultiRegion    | a boolean | a string",
        "[]                                 | ''             | an object | an array",
        "null                               | ''             | an object | null",
      })
  void saysWhereAndWhatIsWrong(String json, String path, String expected, String found) {
    ShapeException thrown =
        catchThrowableOfType(
            ShapeException.class, () -> SdkJson.readInto(CreateKeyRequest.builder(), json));

    assertThat(thrown.path()).isEqualTo(path);
    assertThat(thrown.expected()).isEqualTo(expected);
    assertThat(thrown.found()).isEqualTo(found);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"2147483648", "-2147483649", "1.5", "1.0", "1e3", "\"1\"", "99999999999999999999"})
  void refusesIntegersItCannotHold(String number) {
    assertThatThrownBy(
            () -> SdkJson.readInto(DBSnapshot.builder(), "{\"AllocatedStorage\":" + number + "}"))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("AllocatedStorage");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "{}}",
        "{} x",
        "{\"a\":1,\"a\":2}",
        "{'a':1}",
        "nul",
        "\"",
        "{\"a\":NaN}",
        "// c\n{}",
        "\uFEFF{}"
      })
  void refusesWhatIsNotJson(String text) {
    assertThatThrownBy(() -> SdkJson.parse(text)).isInstanceOf(ShapeException.class);
    assertThatThrownBy(() -> SdkJson.readInto(Tag.builder(), text))
        .isInstanceOf(ShapeException.class);
  }

  @Test
  void refusesBytesThatAreNotUtf8() {
    byte[] latin1 = "{\"Key\":\"sch\u00f6n\"}".getBytes(StandardCharsets.ISO_8859_1);

    assertThatThrownBy(() -> SdkJson.parse(latin1)).isInstanceOf(ShapeException.class);
  }

  @Test
  void refusesDeepNesting() {
    String deep = "[".repeat(100_000) + "]".repeat(100_000);

    assertThatThrownBy(() -> SdkJson.parse(deep)).isInstanceOf(ShapeException.class);
    assertThatThrownBy(() -> SdkJson.readInto(Tag.builder(), "{\"Unknown\":" + deep + "}"))
        .isInstanceOf(ShapeException.class);
  }

  @Test
  void neverQuotesTheDocument() {
    String[] documents = {
      "{\"Plaintext\":\"c2VjcmV0\u00e9\"}",
      "{\"Plaintext\":\"c2VjcmV0!\"}",
      "{\"Plaintext\":c2VjcmV0}",
      "{\"EncryptionContext\":{\"c2VjcmV0\":1}}",
      "{\"c2VjcmV0\":1,\"c2VjcmV0\":2}",
    };
    for (String document : documents) {
      ShapeException thrown =
          catchThrowableOfType(
              ShapeException.class, () -> SdkJson.readInto(EncryptRequest.builder(), document));

      assertThat(thrown.getMessage()).doesNotContain("c2VjcmV0");
      assertThat(thrown.getCause()).isNull();
    }
  }

  @Test
  void refusesToWriteNullsInLists() {
    DBSnapshot snapshot = DBSnapshot.builder().tagList((Tag) null).build();

    assertThatThrownBy(() -> SdkJson.write(snapshot)).isInstanceOf(IllegalArgumentException.class);
  }
}
