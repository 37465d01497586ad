package io.snapseal.engine;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The parameters of one engine that a DB parameter group may set. A value. */
public final class EngineParameters {
  private final Map<String, EngineParameter> byName = new LinkedHashMap<>();

  /**
   * @param all in the order in which they are listed
   */
  public EngineParameters(Collection<EngineParameter> all) {
    all.forEach(parameter -> byName.put(parameter.name(), parameter));
  }

  /** Returns all of them, in order. */
  public Collection<EngineParameter> all() {
    return byName.values().stream().toList();
  }

  /** Finds one by its name; engines take hyphens for underscores, and ignore case. */
  public Optional<EngineParameter> find(String name) {
    return Optional.ofNullable(byName.get(canonical(name)));
  }

  /**
   * Checks values by name.
   *
   * @throws IllegalArgumentException naming the first that is unknown or not allowed
   */
  public void require(Map<String, String> values) {
    values.forEach(
        (name, value) ->
            find(name)
                .orElseThrow(
                    () -> new IllegalArgumentException("parameter " + name + " cannot be set"))
                .require(value));
  }

  /** Returns a parameter's name as it is listed. */
  public static String canonical(String name) {
    return name.replace('-', '_').toLowerCase(Locale.ROOT);
  }

  /**
   * Reads a table: one parameter a line, {@code name | type | allowed | default | static or dynamic
   * | description}; {@code #} begins a comment.
   *
   * @param owner the class beside which the resource is
   */
  public static EngineParameters read(Class<?> owner, String resource) {
    try (InputStream in = owner.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("there is no " + resource + " beside " + owner);
      }
      return new EngineParameters(
          new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
              .lines()
              .filter(line -> !line.isBlank() && !line.startsWith("#"))
              .map(EngineParameters::parsed)
              .toList());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + resource, e);
    }
  }

  private static EngineParameter parsed(String line) {
    String[] fields = line.split("\\|", -1);
    return new EngineParameter(
        fields[0].strip(),
        EngineParameter.Type.valueOf(fields[1].strip().toUpperCase(Locale.ROOT)),
        fields[2].strip(),
        Optional.of(fields[3].strip()).filter(value -> !value.isEmpty()),
        EngineParameter.Change.valueOf(fields[4].strip().toUpperCase(Locale.ROOT)),
        fields[5].strip());
  }
}
