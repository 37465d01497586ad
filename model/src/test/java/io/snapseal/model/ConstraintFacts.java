package io.snapseal.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;

/** Compares a service's rows of constraints with its model; shared by the services' tests. */
public final class ConstraintFacts {
  private final ServiceModel model;
  private final Constraints rows;
  private final Set<String> named = new TreeSet<>();

  public ConstraintFacts(ServiceModel model, Constraints rows) {
    this.model = model;
    this.rows = rows;
  }

  /** The rows of these members, and which of them are required, are what the model says. */
  public void compare(String operation, Set<String> members) {
    JsonNode input = model.input(operation);
    assertThat(rows.required(operation)).containsExactlyInAnyOrderElementsOf(required(input));
    for (String member : members) {
      JsonNode shape = model.shape(input.at("/members/" + member + "/shape").asText());
      compare(operation, member, shape);
    }
  }

  /** A row under a name that no operation has would be a slip of the pen. */
  public void noRowIsForNothing() {
    assertThat(named).containsAll(rows.names());
  }

  private void compare(String operation, String name, JsonNode shape) {
    named.add(name);
    named.add(operation + "." + name);
    Constraint row = rows.of(operation, name).orElse(none());
    String type = shape.path("type").asText();
    boolean number = type.equals("integer");
    assertThat(row.length()).as(name).isEqualTo(number ? Optional.empty() : bounds(shape));
    assertThat(row.range()).as(name).isEqualTo(number ? bounds(shape) : Optional.empty());
    assertThat(row.pattern().map(Object::toString).orElse(""))
        .as(name)
        .isEqualTo(shape.path("pattern").asText());
    assertThat(row.sensitive() || !shape.path("sensitive").asBoolean()).as(name).isTrue();
    sameValues(name, row.values(), texts(shape.path("enum")));
    if (type.equals("list")) {
      compareElement(operation, name, model.shape(shape.at("/member/shape").asText()));
    }
  }

  private void compareElement(String operation, String list, JsonNode element) {
    if (!element.path("type").asText().equals("structure")) {
      compare(operation, list + ".member", element);
      return;
    }
    assertThat(rows.required(list)).containsExactlyInAnyOrderElementsOf(required(element));
    element
        .path("members")
        .properties()
        .forEach(
            member ->
                compare(
                    operation,
                    list + "." + member.getKey(),
                    model.shape(member.getValue().path("shape").asText())));
  }

  /** Releases differ in the newest values; neither side may have one that the other lost. */
  private static void sameValues(String name, List<String> ours, List<String> theirs) {
    boolean oneHoldsTheOther =
        ours.size() >= theirs.size() ? ours.containsAll(theirs) : theirs.containsAll(ours);
    assertThat(oneHoldsTheOther && ours.isEmpty() == theirs.isEmpty())
        .as("%s: %s and %s", name, ours, theirs)
        .isTrue();
  }

  private static Constraint none() {
    return new Constraint(
        Optional.empty(), Optional.empty(), Optional.empty(), List.of(), false, false);
  }

  private static Optional<Constraint.Bounds> bounds(JsonNode shape) {
    return shape.has("min") || shape.has("max")
        ? Optional.of(
            new Constraint.Bounds(
                shape.path("min").asLong(0), shape.path("max").asLong(Long.MAX_VALUE)))
        : Optional.empty();
  }

  private static List<String> required(JsonNode shape) {
    return texts(shape.path("required"));
  }

  private static List<String> texts(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText).toList();
  }
}
