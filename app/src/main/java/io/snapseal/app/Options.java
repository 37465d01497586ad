package io.snapseal.app;

import io.snapseal.autopilot.decide.Verification;
import io.snapseal.autopilot.find.Route;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How words on the command line become values. */
final class Options {
  private static final Pattern DURATION = Pattern.compile("(\\d{1,6})(ms|s|m|h|d)");

  private Options() {}

  /** {@code auto}, {@code copy}, {@code restore} or {@code cluster}. */
  static final class RouteConverter implements ITypeConverter<Route> {
    @Override
    public Route convert(String value) {
      return switch (value) {
        case "auto" -> Route.AUTO;
        case "copy" -> Route.COPY;
        case "restore" -> Route.RESTORE;
        case "cluster" -> Route.CLUSTER;
        default ->
            throw new TypeConversionException(
                "'" + value + "' is none of auto, copy, restore, cluster");
      };
    }
  }

  /** {@code metadata} or {@code restore}. */
  static final class VerificationConverter implements ITypeConverter<Verification> {
    @Override
    public Verification convert(String value) {
      try {
        return Verification.valueOf(value.toUpperCase(Locale.ROOT));
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException("'" + value + "' is neither metadata nor restore");
      }
    }
  }

  /** A number and a unit: {@code 500ms}, {@code 90s}, {@code 30m}, {@code 12h}, {@code 2d}. */
  static final class DurationConverter implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String value) {
      Matcher parts = DURATION.matcher(value);
      if (!parts.matches()) {
        throw new TypeConversionException(
            "'" + value + "' is not a duration such as 90s, 30m or 12h");
      }
      long number = Long.parseLong(parts.group(1));
      return switch (parts.group(2)) {
        case "ms" -> Duration.ofMillis(number);
        case "s" -> Duration.ofSeconds(number);
        case "m" -> Duration.ofMinutes(number);
        case "h" -> Duration.ofHours(number);
        default -> Duration.ofDays(number);
      };
    }
  }
}
