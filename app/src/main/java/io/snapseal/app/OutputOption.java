package io.snapseal.app;

import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** {@code --output table|json}, on every command. */
final class OutputOption {
  @Option(
      names = "--output",
      paramLabel = "table|json",
      converter = Converter.class,
      defaultValue = "table",
      description = "How to print the result (default: table).")
  private Console.Form form = Console.Form.TABLE;

  /** The console of a command, on this process's own streams. */
  Console console() {
    return new Console(System.out, System.err, form, onTerminal());
  }

  /**
   * The form that arguments ask for, even if the rest of them makes no sense: a script that wants
   * JSON gets JSON whatever happens.
   */
  static Console.Form wantedBy(List<String> arguments) {
    for (int i = 0; i < arguments.size() && !arguments.get(i).equals("--"); i++) {
      String argument = arguments.get(i).toLowerCase(Locale.ROOT);
      boolean next = i + 1 < arguments.size() && arguments.get(i + 1).equalsIgnoreCase("json");
      if (argument.equals("--output=json") || (argument.equals("--output") && next)) {
        return Console.Form.JSON;
      }
    }
    return Console.Form.TABLE;
  }

  /** The launcher knows whether standard error is a terminal; newer JDKs' consoles do not tell. */
  static boolean onTerminal() {
    return Boolean.getBoolean("snapseal.terminal");
  }

  static final class Converter implements ITypeConverter<Console.Form> {
    @Override
    public Console.Form convert(String value) {
      try {
        return Console.Form.valueOf(value.toUpperCase(Locale.ROOT));
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException("'" + value + "' is neither table nor json");
      }
    }
  }
}
