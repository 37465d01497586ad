package io.snapseal.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.snapseal.model.Constraint;
import io.snapseal.model.Constraints;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rows say what the service model of an installed AWS CLI says. Without one: skipped. */
class ConstraintFactsTest {
  private static final Constraints ROWS = new RequestConstraints().rowsRead();

  private static Optional<JsonNode> model = Optional.empty();

  @BeforeAll
  static void read() throws IOException, InterruptedException {
    Optional<Path> file = installed();
    if (file.isPresent()) {
      try (InputStream packed = Files.newInputStream(file.get());
          InputStream json = new GZIPInputStream(packed)) {
        model = Optional.of(JsonMapper.builder().build().readTree(json));
      }
    }
  }

  private static Optional<Path> installed() throws IOException, InterruptedException {
    try {
      Process python =
          new ProcessBuilder("python3", "-c", "import botocore; print(botocore.__path__[0])")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String said = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return python.waitFor() == 0
          ? Optional.of(Path.of(said.strip(), "data/kms/2014-11-01/service-2.json.gz"))
              .filter(Files::exists)
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // there is no Python here
    }
  }

  private static JsonNode model() {
    assumeTrue(model.isPresent(), "botocore, the service models of the AWS CLI, is not installed");
    return model.orElseThrow();
  }

  static Stream<String> operations() {
    return RequestMembers.HANDLED.keySet().stream().sorted();
  }

  @ParameterizedTest
  @MethodSource("operations")
  void everyHandledMemberHasTheModelsConstraint(String operation) {
    JsonNode input = shape(model().at("/operations/" + operation + "/input/shape").asText());
    Set<String> handled = RequestMembers.HANDLED.getOrDefault(operation, Set.of());

    assertThat(ROWS.required(operation)).containsExactlyInAnyOrderElementsOf(required(input));
    for (String member : handled) {
      compare(operation, member, shape(input.at("/members/" + member + "/shape").asText()));
    }
  }

  private static void compare(String operation, String name, JsonNode shape) {
    Constraint row = ROWS.of(operation, name).orElse(none());
    String type = shape.path("type").asText();
    boolean number = type.equals("integer");
    assertThat(row.length()).as(name).isEqualTo(number ? Optional.empty() : bounds(shape));
    assertThat(row.range()).as(name).isEqualTo(number ? bounds(shape) : Optional.empty());
    assertThat(row.pattern().map(Object::toString).orElse(""))
        .as(name)
        .isEqualTo(shape.path("pattern").asText());
    assertThat(row.sensitive()).as(name).isEqualTo(shape.path("sensitive").asBoolean());
    sameValues(name, row.values(), texts(shape.path("enum")));
    if (type.equals("list")) {
      JsonNode element = shape(shape.at("/member/shape").asText());
      compareElement(operation, name, element);
    }
  }

  private static void compareElement(String operation, String list, JsonNode element) {
    if (!element.path("type").asText().equals("structure")) {
      compare(operation, list + ".member", element);
      return;
    }
    assertThat(ROWS.required(list)).containsExactlyInAnyOrderElementsOf(required(element));
    element
        .path("members")
        .properties()
        .forEach(
            member ->
                compare(
                    operation,
                    list + "." + member.getKey(),
                    shape(member.getValue().path("shape").asText())));
  }

  /** Releases differ in the newest values; neither side may have one that the other lost. */
  private static void sameValues(String name, List<String> ours, List<String> theirs) {
    boolean oneHoldsTheOther =
        ours.size() >= theirs.size() ? ours.containsAll(theirs) : theirs.containsAll(ours);
    assertThat(oneHoldsTheOther && ours.isEmpty() == theirs.isEmpty())
        .as("%s: %s and %s", name, ours, theirs)
        .isTrue();
  }

  private static JsonNode shape(String name) {
    return model().path("shapes").path(name);
  }

  private static Constraint none() {
    return new Constraint(Optional.empty(), Optional.empty(), Optional.empty(), List.of(), false);
  }

  private static Optional<Constraint.Bounds> bounds(JsonNode shape) {
    return shape.has("min")
        ? Optional.of(new Constraint.Bounds(shape.path("min").asLong(), shape.path("max").asLong()))
        : Optional.empty();
  }

  private static List<String> required(JsonNode shape) {
    return texts(shape.path("required"));
  }

  private static List<String> texts(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText).toList();
  }

  /** A row under a name that no operation has would be a slip of the pen. */
  @Test
  void noRowIsForNothing() {
    List<String> names = new ArrayList<>();
    RequestMembers.HANDLED.forEach(
        (operation, members) ->
            members.forEach(
                member ->
                    names.addAll(
                        List.of(
                            member,
                            operation + "." + member,
                            member + ".member",
                            member + ".TagKey",
                            member + ".TagValue"))));
    assertThat(names).containsAll(ROWS.names());
  }
}
