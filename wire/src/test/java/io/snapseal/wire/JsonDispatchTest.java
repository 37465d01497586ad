package io.snapseal.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** AWS JSON 1.1, request by request. */
class JsonDispatchTest {
  private final Dispatcher dispatcher = Dispatchers.overFakes();

  @Test
  void answersInAwsJson() {
    WireResponse response = answer("Encrypt", "{\"KeyId\":\"k\",\"Plaintext\":\"AQID\"}");

    assertThat(response.status()).isEqualTo(200);
    assertThat(response.contentType()).isEqualTo("application/x-amz-json-1.1");
    assertThat(response.requestId()).contains(Dispatchers.REQUEST_ID);
    assertThat(Dispatchers.text(response))
        .isEqualTo("{\"CiphertextBlob\":\"AwIB\",\"KeyId\":\"k\"}");
  }

  @Test
  void anEmptyBodyIsAnEmptyRequest() {
    assertFault(answer("Decrypt", ""), 400, "InvalidCiphertextException");
  }

  @ParameterizedTest
  @CsvSource({
    "missing, 400, NotFoundException",
    "broken, 500, KMSInternalException",
    "bug, 500, InternalFailureException",
  })
  void passesOnErrors(String key, int status, String code) {
    WireResponse response = answer("Encrypt", "{\"KeyId\":\"" + key + "\"}");

    assertFault(response, status, code);
    assertThat(Dispatchers.text(response)).contains("\"message\":").doesNotContain("secret");
  }

  @Test
  void leavesAnEmptyMessageOut() {
    assertThat(Dispatchers.text(answer("Decrypt", "{}")))
        .isEqualTo("{\"__type\":\"InvalidCiphertextException\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "nul",
        "{",
        "{}{}",
        "{\"KeyId\":1}",
        "{\"Plaintext\":\"%%\"}",
        "{\"GrantTokens\":[null]}",
        "{\"EncryptionContext\":{\"a\":{}}}",
        "{\"KeyId\":\"a\",\"KeyId\":\"b\"}",
        "\"\\ud800",
        "null"
      })
  void refusesMalformedInput(String json) {
    assertFault(answer("Encrypt", json), 400, "SerializationException");
  }

  @Test
  void refusesDeepNestingAndInvalidUtf8() {
    String deep = "{\"a\":".repeat(100_000);
    byte[] latin1 = "{\"KeyId\":\"\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1);

    assertFault(answer("Encrypt", deep), 400, "SerializationException");
    assertFault(
        dispatcher.answer(Requests.json("Encrypt", "").body(latin1).signed()),
        400,
        "SerializationException");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "Encrypt",
        "TrentService",
        "TrentService.",
        "TrentService.encrypt",
        "Other.Encrypt",
        "TrentService.Close",
        "TrentService.Encrypt.Encrypt",
        "trentservice.Encrypt",
        "TrentService.Nonsense"
      })
  void refusesUnknownTargets(String target) {
    WireRequest request = Requests.json("", "{}").header("x-amz-target", target).signed();

    assertFault(dispatcher.answer(request), 400, "UnknownOperationException");
  }

  @Test
  void saysWhichOperationIsNotImplemented() {
    WireResponse response = answer("ListKeys", "{}");

    assertFault(response, 400, "UnsupportedOperationException");
    assertThat(Dispatchers.text(response)).contains("ListKeys");
  }

  @Test
  void refusesOtherContentTypesAndMethods() {
    assertFault(
        dispatcher.answer(
            Requests.json("Encrypt", "{}").header("content-type", "application/json").signed()),
        415,
        "UnsupportedMediaTypeException");
    assertFault(
        dispatcher.answer(Requests.json("Encrypt", "{}").method("GET").signed()),
        405,
        "MethodNotAllowedException");
    assertFault(
        answer("Encrypt", " ".repeat(Dispatchers.MAX_BODY + 1)),
        413,
        "RequestEntityTooLargeException");
  }

  private WireResponse answer(String operation, String json) {
    return dispatcher.answer(Requests.json(operation, json).signed());
  }

  private static void assertFault(WireResponse response, int status, String code) {
    assertThat(Dispatchers.text(response)).contains("{\"__type\":\"" + code + "\"");
    assertThat(response.status()).isEqualTo(status);
    assertThat(response.contentType()).isEqualTo("application/x-amz-json-1.1");
  }
}
