package io.snapseal.app;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.snapseal.autopilot.aws.Failure;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a command says. With JSON asked for, standard output holds exactly one document and
 * everything else goes to standard error.
 */
final class Console {
  /** The form of a command's result. */
  enum Form {
    TABLE,
    JSON
  }

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
          .build();

  private final PrintStream out;
  private final PrintStream err;
  private final Form form;
  private final boolean terminal;

  Console(PrintStream out, PrintStream err, Form form, boolean terminal) {
    this.out = out;
    this.err = err;
    this.form = form;
    this.terminal = terminal;
  }

  /** Whether progress may be redrawn in place. */
  boolean isTerminal() {
    return terminal;
  }

  /** Whether the result is one JSON document. */
  boolean isJson() {
    return form == Form.JSON;
  }

  /** Prints a result that is JSON in either form. */
  void json(String text) {
    out.println(text);
  }

  /** Prints the result as JSON. */
  void document(Object value) {
    out.print(text(value));
    out.flush();
  }

  /** A value as JSON, with a line's end. */
  static String text(Object value) {
    try {
      return JSON.writeValueAsString(value) + System.lineSeparator();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Prints a result that has an encoding of its own. */
  void bytes(byte[] result) {
    out.write(result, 0, result.length);
    out.flush();
  }

  /** Prints a line of the result for people; nothing where JSON was asked for. */
  void line(String text) {
    if (form == Form.TABLE) {
      out.println(text);
    }
  }

  /** Prints a table, its columns as wide as their widest cell. */
  void table(List<String> header, List<List<String>> rows) {
    List<List<String>> all = new ArrayList<>();
    all.add(header);
    all.addAll(rows);
    int[] widths = new int[header.size()];
    for (List<String> row : all) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    for (List<String> row : all) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
      }
      line(line.toString().stripTrailing());
    }
  }

  /** Says something that is not part of the result. */
  void note(String text) {
    err.println(text);
    err.flush();
  }

  /** Redraws the last line of a terminal. */
  void redraw(String text) {
    err.print("\r\u001b[K" + text);
    err.flush();
  }

  /** Says what went wrong with something, why, and what to do. */
  void failure(String what, Failure failure) {
    note(what + ": " + failure.code() + ": " + failure.message());
    note("  cause: " + failure.cause());
    note("  fix:   " + failure.fix());
  }

  /** Says what the person can put right. */
  void error(UserError e) {
    note("snapseal: " + e.getMessage());
    note("  fix: " + e.fix());
  }

  /** The document of a command that fails before it has a result; nothing without JSON. */
  void errorDocument(UserError e) {
    if (isJson()) {
      document(
          Map.of(
              "error", new Trouble(e.code(), String.valueOf(e.getMessage()), e.cause(), e.fix())));
    }
  }

  /** What is in such a document. */
  private record Trouble(String code, String message, String cause, String fix) {}

  /** A value, or a dash for none. */
  static String orDash(@Nullable String value) {
    return value == null || value.isEmpty() ? "-" : value;
  }
}
