package io.snapseal.bench;

import java.util.Arrays;

/** The arguments of a program: {@code --name value}, all optional. */
final class Arguments {
  private final String[] arguments;

  Arguments(String[] arguments) {
    this.arguments = arguments.clone();
  }

  /** The value of an option, or what it is otherwise. */
  String text(String name, String otherwise) {
    int at = Arrays.asList(arguments).indexOf(name);
    return at >= 0 && at + 1 < arguments.length ? arguments[at + 1] : otherwise;
  }

  /** The same for a number from 1 on. */
  int number(String name, int otherwise) {
    int value = Integer.parseInt(text(name, String.valueOf(otherwise)));
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be 1 or more");
    }
    return value;
  }
}
