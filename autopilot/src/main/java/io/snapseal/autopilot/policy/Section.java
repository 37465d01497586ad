package io.snapseal.autopilot.policy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A mapping of the file, each of whose entries must be taken: what nobody takes is a mistake, and
 * every mistake has its line.
 */
final class Section {
  private final int line;
  private final Map<String, Node> entries = new LinkedHashMap<>();
  private final Map<String, Integer> lines = new LinkedHashMap<>();
  private final Set<String> known = new TreeSet<>();

  private Section(int line) {
    this.line = line;
  }

  static Section of(Node node, String what) {
    if (!(node instanceof MappingNode mapping)) {
      throw wrong(node, what + " must be a mapping", "Write it as lines of `name: value`.");
    }
    Section section = new Section(line(node));
    for (NodeTuple entry : mapping.getValue()) {
      String name = text(entry.getKeyNode(), "a name");
      if (section.entries.put(name, entry.getValueNode()) != null) {
        throw wrong(entry.getKeyNode(), "'" + name + "' is given twice", "Keep one of them.");
      }
      section.lines.put(name, line(entry.getKeyNode()));
    }
    return section;
  }

  int line() {
    return line;
  }

  /** The line of an entry. */
  int line(String name) {
    return lines.getOrDefault(name, line);
  }

  /** Every name there is, in order; all of them count as known. */
  Set<String> names() {
    known.addAll(entries.keySet());
    return entries.keySet();
  }

  /** An entry as a text; null if it is missing. */
  @Nullable String text(String name) {
    Node node = take(name);
    return node == null ? null : text(node, name);
  }

  /** An entry read by a function whose IllegalArgumentException is a mistake at its line. */
  <T> T read(String name, T otherwise, Function<String, T> reader) {
    String value = text(name);
    if (value == null) {
      return otherwise;
    }
    try {
      return reader.apply(value);
    } catch (IllegalArgumentException e) {
      throw mistake(name, name + ": " + e.getMessage(), "Correct the value, or leave it out.");
    }
  }

  /** An entry as a whole number in a range. */
  int number(String name, int otherwise, int least, int most) {
    return read(
        name,
        otherwise,
        value -> {
          if (!value.matches("\\d{1,9}")
              || Integer.parseInt(value) < least
              || Integer.parseInt(value) > most) {
            throw new IllegalArgumentException(
                "'" + value + "' is not a number from " + least + " to " + most);
          }
          return Integer.parseInt(value);
        });
  }

  /** An entry as a list of texts; one text counts as a list of one. */
  List<String> list(String name) {
    List<String> texts = new ArrayList<>();
    nodes(name).forEach(node -> texts.add(text(node, name)));
    return texts;
  }

  /** An entry as a list of anything. */
  List<Node> nodes(String name) {
    Node node = take(name);
    if (node == null) {
      return List.of();
    }
    return node instanceof SequenceNode sequence ? sequence.getValue() : List.of(node);
  }

  /** An entry as a mapping; null if it is missing. */
  @Nullable Section section(String name) {
    Node node = take(name);
    return node == null ? null : of(node, name);
  }

  /** An entry as a mapping of texts, in order. */
  Map<String, String> texts(String name) {
    Section section = section(name);
    Map<String, String> texts = new LinkedHashMap<>();
    if (section != null) {
      section.names().forEach(key -> texts.put(key, String.valueOf(section.text(key))));
    }
    return texts;
  }

  /** Whether an entry is a mapping. */
  boolean isMapping(String name) {
    return entries.get(name) instanceof MappingNode;
  }

  /** Refuses whatever has not been taken. */
  void requireNothingElse() {
    for (String name : entries.keySet()) {
      if (!known.contains(name)) {
        throw mistake(
            name,
            "'" + name + "' is not known here",
            "Known are " + String.join(", ", known) + ".");
      }
    }
  }

  PolicyException mistake(String name, String message, String fix) {
    return new PolicyException(line(name), message, fix);
  }

  private @Nullable Node take(String name) {
    known.add(name);
    return entries.get(name);
  }

  private static String text(Node node, String what) {
    if (!(node instanceof ScalarNode scalar) || scalar.getValue().isBlank()) {
      throw wrong(node, what + " must be one value", "Write it behind the colon.");
    }
    return scalar.getValue().strip();
  }

  private static PolicyException wrong(Node node, String message, String fix) {
    return new PolicyException(line(node), message, fix);
  }

  private static int line(Node node) {
    return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
  }
}
