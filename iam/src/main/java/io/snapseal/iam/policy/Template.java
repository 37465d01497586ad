package io.snapseal.iam.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A string of a policy that may hold wildcards and policy variables: {@code *}, {@code ?}, {@code
 * ${aws:username}}, {@code ${aws:PrincipalTag/team, 'none'}}, and the escapes {@code ${*}}, {@code
 * ${?}}, {@code ${$}} (IAM user guide, "IAM policy elements: Variables and tags").
 *
 * <p>What a variable stands for is taken literally: a user cannot widen a policy by a name with a
 * star in it, nor move it into another part of an ARN by one with a colon.
 */
final class Template {
  private final List<Part> parts;
  private final Optional<Glob> constant;

  /** A piece of a template. */
  sealed interface Part {}

  /** Text with wildcards. */
  record Pattern(String text) implements Part {}

  /** Text that is only text. */
  record Literal(String text) implements Part {}

  /** What a context key holds. */
  record Variable(String key, Optional<String> otherwise) implements Part {}

  private Template(List<Part> parts) {
    this.parts = List.copyOf(parts);
    boolean variable = parts.stream().anyMatch(Variable.class::isInstance);
    this.constant = variable ? Optional.empty() : resolve(parts, Context.EMPTY);
  }

  /**
   * Reads a template.
   *
   * @param variables whether the policy's version has variables: the older one has none
   * @throws MalformedPolicyException if a variable is not closed
   */
  static Template of(String text, boolean variables) {
    return new Template(variables ? split(text) : List.of(new Pattern(text)));
  }

  /** The pattern for a request; empty if a variable of it has no value there. */
  Optional<Glob> in(Context context) {
    return constant.isPresent() ? constant : resolve(parts, context);
  }

  /** What this is for a request if its wildcards are no wildcards; empty as {@link #in}. */
  Optional<String> literallyIn(Context context) {
    StringBuilder text = new StringBuilder();
    for (Part part : parts) {
      Optional<String> value = valueOf(part, context);
      if (value.isEmpty()) {
        return value;
      }
      text.append(value.get());
    }
    return Optional.of(text.toString());
  }

  /** The templates between the colons of the policy's own text, at most so many. */
  List<Template> splitAtColons(int limit) {
    List<List<Part>> pieces = new ArrayList<>(List.of(new ArrayList<>()));
    for (Part part : parts) {
      if (part instanceof Pattern pattern) {
        String rest = pattern.text();
        int colon;
        while (pieces.size() < limit && (colon = rest.indexOf(':')) >= 0) {
          pieces.get(pieces.size() - 1).add(new Pattern(rest.substring(0, colon)));
          pieces.add(new ArrayList<>());
          rest = rest.substring(colon + 1);
        }
        pieces.get(pieces.size() - 1).add(new Pattern(rest));
      } else {
        pieces.get(pieces.size() - 1).add(part);
      }
    }
    return pieces.stream().map(Template::new).toList();
  }

  private static Optional<Glob> resolve(List<Part> parts, Context context) {
    Glob.Builder glob = new Glob.Builder();
    for (Part part : parts) {
      if (part instanceof Pattern pattern) {
        glob.pattern(pattern.text());
      } else {
        Optional<String> value = valueOf(part, context);
        if (value.isEmpty()) {
          return Optional.empty();
        }
        glob.literal(value.get());
      }
    }
    return Optional.of(glob.build());
  }

  private static Optional<String> valueOf(Part part, Context context) {
    if (part instanceof Pattern pattern) {
      return Optional.of(pattern.text());
    }
    if (part instanceof Literal literal) {
      return Optional.of(literal.text());
    }
    Variable variable = (Variable) part;
    List<String> values = context.values(variable.key());
    return values.size() == 1 ? Optional.of(values.get(0)) : variable.otherwise();
  }

  private static List<Part> split(String text) {
    List<Part> parts = new ArrayList<>();
    int from = 0;
    int dollar;
    while ((dollar = text.indexOf("${", from)) >= 0) {
      int end = text.indexOf('}', dollar);
      if (end < 0) {
        throw new MalformedPolicyException("The policy variable in " + text + " is not closed.");
      }
      parts.add(new Pattern(text.substring(from, dollar)));
      parts.add(variable(text.substring(dollar + 2, end)));
      from = end + 1;
    }
    parts.add(new Pattern(text.substring(from)));
    return parts;
  }

  private static Part variable(String inside) {
    if (inside.equals("*") || inside.equals("?") || inside.equals("$")) {
      return new Literal(inside);
    }
    int comma = inside.indexOf(',');
    if (comma < 0) {
      return new Variable(inside.strip(), Optional.empty());
    }
    String otherwise = inside.substring(comma + 1).strip();
    if (otherwise.length() < 2 || !otherwise.startsWith("'") || !otherwise.endsWith("'")) {
      throw new MalformedPolicyException(
          "The default value of the policy variable " + inside + " must stand in single quotes.");
    }
    return new Variable(
        inside.substring(0, comma).strip(),
        Optional.of(otherwise.substring(1, otherwise.length() - 1)));
  }
}
