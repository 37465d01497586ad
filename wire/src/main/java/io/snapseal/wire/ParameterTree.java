package io.snapseal.wire;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The parameters of a Query request as the tree that their dotted names spell: {@code
 * Filters.Filter.1.Name=engine}.
 */
final class ParameterTree {
  private static final int MAX_DEPTH = 16;

  private final String path;
  private final Map<String, ParameterTree> children = new LinkedHashMap<>();
  private Optional<String> value = Optional.empty();

  private ParameterTree(String path) {
    this.path = path;
  }

  /**
   * @throws RefusedException if a name is malformed, repeated, or nested too deeply
   */
  static ParameterTree of(List<Parameter> parameters) {
    ParameterTree root = new ParameterTree("");
    parameters.forEach(root::add);
    return root;
  }

  private void add(Parameter parameter) {
    // One more than allowed, so that a name of a million dots costs no more than a wrong one.
    String[] steps = parameter.name().split("\\.", MAX_DEPTH + 2);
    if (steps.length > MAX_DEPTH) {
      throw malformed("a parameter is nested deeper than " + MAX_DEPTH + " levels");
    }
    ParameterTree node = this;
    for (String step : steps) {
      if (step.isEmpty()) {
        throw malformed("the name of parameter " + Shown.text(parameter.name()) + " is malformed");
      }
      String parent = node.path;
      node =
          node.children.computeIfAbsent(
              step, s -> new ParameterTree(parent.isEmpty() ? s : parent + "." + s));
    }
    if (node.value.isPresent()) {
      throw malformed("parameter " + Shown.text(parameter.name()) + " is given more than once");
    }
    node.value = Optional.of(parameter.value());
  }

  /** The full name of the parameter at this place. */
  String path() {
    return path;
  }

  /** The value given for exactly this name. */
  Optional<String> value() {
    return value;
  }

  Optional<ParameterTree> child(String name) {
    return Optional.ofNullable(children.get(name));
  }

  Map<String, ParameterTree> children() {
    return children;
  }

  private static RefusedException malformed(String message) {
    return new RefusedException(Refusal.MALFORMED_INPUT, message);
  }
}
