package io.snapseal.rds.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.rds.model.Filter;

class FiltersTest {
  private static final Filters<String> FILTERS =
      new Filters<>(
          Map.of(
              "first", text -> List.of(text.substring(0, 1)),
              "length", text -> List.of(Integer.toString(text.length()))));

  private static Filter filter(String name, String... values) {
    return Filter.builder().name(name).values(values).build();
  }

  @Test
  void valuesOfOneFilterAreAlternativesAndFiltersAreAllNeeded() {
    List<String> all = List.of("ab", "abc", "bc", "c");
    assertThat(all.stream().filter(FILTERS.of(List.of(filter("first", "a", "b")))))
        .containsExactly("ab", "abc", "bc");
    assertThat(
            all.stream()
                .filter(FILTERS.of(List.of(filter("first", "a", "b"), filter("length", "2")))))
        .containsExactly("ab", "bc");
    assertThat(all.stream().filter(FILTERS.of(List.of()))).hasSize(4);
  }

  @Test
  void anUnknownNameIsAnError() {
    assertThatThrownBy(() -> FILTERS.of(List.of(filter("colour", "red"))))
        .hasMessageContaining("Unrecognized filter name: colour");
    assertThatThrownBy(() -> FILTERS.of(List.of(filter("first"))))
        .hasMessageContaining("no values");
  }
}
