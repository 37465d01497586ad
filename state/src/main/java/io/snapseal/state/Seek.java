package io.snapseal.state;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Which rows of a kind are read next, in the order of their accounts and names: so that a page of a
 * long list costs what is on it, not what the list holds.
 *
 * @param region whose
 * @param account whose, or everyone's
 * @param after the account and name of the row before; {@link #BEGINNING} for the first
 * @param most how many are read
 * @param texts what rows must have in them
 */
public record Seek(
    String region, Optional<String> account, Place after, int most, List<Text> texts) {
  /** Before every row. */
  public static final Place BEGINNING = new Place("", "");

  /** A row's account and name. */
  public record Place(String account, String id) {}

  /**
   * A row has one of these words in what it shows, or in what it keeps, as their JSON is written. A
   * coarse sieve, that spares the reading of rows which cannot be meant; who asks looks closely.
   */
  public record Text(boolean shown, List<String> anyOf) {
    public Text {
      anyOf = List.copyOf(anyOf);
    }
  }

  public Seek {
    texts = List.copyOf(texts);
  }

  /** The rows of one scope, after that name. */
  public static Seek in(Scope scope, String after, int most) {
    return new Seek(
        scope.region(),
        Optional.of(scope.account()),
        new Place(scope.account(), after),
        most,
        List.of());
  }

  /** All rows of one scope. */
  public static Seek all(Scope scope) {
    return in(scope, "", Integer.MAX_VALUE);
  }

  /** The rows of all accounts. */
  public static Seek everyones(String region, Place after, int most) {
    return new Seek(region, Optional.empty(), after, most, List.of());
  }

  /** The same, of rows that show that member with one of those values. */
  public Seek showing(String member, Collection<String> values) {
    return with(
        new Text(
            true,
            values.stream()
                .map(
                    value ->
                        quoted(value).isEmpty()
                            ? "\"" + member + "\":"
                            : "\"" + member + "\":" + quoted(value))
                .toList()));
  }

  /** The same, of rows that show that member, whatever its value. */
  public Seek showing(String member) {
    return with(new Text(true, List.of("\"" + member + "\":")));
  }

  /**
   * The same, of rows that show that member with a value that begins so.
   *
   * @param beginning without a character that JSON escapes
   */
  public Seek showingBeginning(String member, String beginning) {
    return with(new Text(true, List.of("\"" + member + "\":\"" + beginning)));
  }

  /** The same, of rows that keep one of those values, wherever. */
  public Seek keeping(String... values) {
    return with(new Text(false, List.of(values).stream().map(value -> quoted(value)).toList()));
  }

  /** The same, after another place. */
  public Seek after(Place place, int upTo) {
    return new Seek(region, account, place, upTo, texts);
  }

  private Seek with(Text text) {
    List<Text> all = new ArrayList<>(texts);
    all.add(text);
    return new Seek(region, account, after, most, all);
  }

  /** What needs no escape in JSON is looked for as it is; else any value passes the sieve. */
  private static String quoted(String value) {
    boolean plain = value.chars().allMatch(c -> c >= ' ' && c <= '~' && c != '"' && c != '\\');
    return plain ? "\"" + value + "\"" : "";
  }
}
