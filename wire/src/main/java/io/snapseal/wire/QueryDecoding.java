package io.snapseal.wire;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.utils.builder.Buildable;

/**
 * From parameters to model object (Smithy, "AWS Query protocol", "Query key resolution").
 *
 * <p>List elements are read under the name the service model gives them and under {@code member}:
 * clients differ in which they send. Parameters the model does not have are ignored at the top, as
 * AWS does; inside lists and maps they are errors, for there a slip of the pen would drop an
 * element.
 */
final class QueryDecoding {
  private static final Pattern INDEX = Pattern.compile("[1-9][0-9]{0,5}");

  private QueryDecoding() {}

  static SdkPojo object(ParameterTree tree, SdkPojo builder) {
    for (SdkField<?> field : builder.sdkFields()) {
      tree.child(field.locationName()).ifPresent(node -> field.set(builder, value(node, field)));
    }
    return (SdkPojo) ((Buildable) builder).build();
  }

  private static Object value(ParameterTree node, SdkField<?> field) {
    return switch (field.marshallingType().getKnownType()) {
      case SDK_POJO -> object(branch(node), field.constructor().get());
      case LIST -> list(branch(node), field.getRequiredTrait(ListTrait.class));
      case MAP -> map(branch(node), field.getRequiredTrait(MapTrait.class));
      default -> QueryScalars.read(field.marshallingType().getKnownType(), leaf(node), node.path());
    };
  }

  private static String leaf(ParameterTree node) {
    if (!node.children().isEmpty()) {
      throw malformed(node, "takes one value");
    }
    String text = node.value().orElse("");
    if (!XmlText.isWritable(text)) {
      throw new RefusedException(
          Refusal.INVALID_VALUE,
          "The value of parameter " + Shown.text(node.path()) + " has characters XML cannot hold.");
    }
    return text;
  }

  /** An empty value stands for an empty list or structure: that is how clients write one. */
  private static ParameterTree branch(ParameterTree node) {
    if (node.value().isPresent() && !node.value().get().isEmpty()) {
      throw malformed(node, "takes no value of its own");
    }
    return node;
  }

  private static List<Object> list(ParameterTree node, ListTrait trait) {
    List<Object> list = new ArrayList<>();
    for (ParameterTree element : elements(node, trait.memberLocationName(), "member")) {
      list.add(value(element, trait.memberFieldInfo()));
    }
    return list;
  }

  private static Map<String, Object> map(ParameterTree node, MapTrait trait) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (ParameterTree entry : elements(node, "entry", "entry")) {
      ParameterTree key = part(entry, trait.keyLocationName(), "key");
      ParameterTree value = part(entry, trait.valueLocationName(), "value");
      if (map.put(leaf(key), value(value, trait.valueFieldInfo())) != null) {
        throw malformed(key, "repeats a key");
      }
    }
    return map;
  }

  private static ParameterTree part(ParameterTree entry, String name, String otherwise) {
    return entry
        .child(Optional.ofNullable(name).orElse(otherwise))
        .orElseThrow(() -> malformed(entry, "must have a key and a value"));
  }

  /** The numbered parts of a list or map, in order; gaps do not matter. */
  private static Iterable<ParameterTree> elements(
      ParameterTree node, String name, String otherwise) {
    ParameterTree numbered =
        Optional.ofNullable(name).flatMap(node::child).or(() -> node.child(otherwise)).orElse(node);
    if (numbered != node && node.children().size() > 1) {
      throw malformed(node, "mixes two forms of a list");
    }
    SortedMap<Integer, ParameterTree> sorted = new TreeMap<>();
    branch(numbered)
        .children()
        .forEach(
            (index, element) -> {
              if (!INDEX.matcher(index).matches()) {
                throw malformed(element, "must have a number");
              }
              sorted.put(Integer.valueOf(index), element);
            });
    return sorted.values();
  }

  private static RefusedException malformed(ParameterTree node, String message) {
    return new RefusedException(
        Refusal.MALFORMED_INPUT, "Parameter " + Shown.text(node.path()) + " " + message + ".");
  }
}
