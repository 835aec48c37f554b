package dev.miniworks.cli.kubectl;

import java.time.Duration;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads durations as kubectl does: {@code 1h30m}, {@code 90s}, {@code 1.5s}, {@code 0}. */
final class GoDuration implements ITypeConverter<Duration> {

  private static final Pattern WHOLE = Pattern.compile("0|([0-9]+(\\.[0-9]+)?(h|m|s|ms))+");
  private static final Pattern PART = Pattern.compile("([0-9.]+)(h|ms|m|s)");

  @Override
  public Duration convert(String text) {
    if (!WHOLE.matcher(text).matches()) {
      throw new TypeConversionException(
          "\"%s\" is no duration with a unit, such as 90s or 5m".formatted(text));
    }
    return PART.matcher(text)
        .results()
        .map(part -> part(Double.parseDouble(part.group(1)), part.group(2)))
        .reduce(Duration.ZERO, Duration::plus);
  }

  private static Duration part(double number, String unit) {
    double seconds =
        switch (unit) {
          case "h" -> number * 3600;
          case "m" -> number * 60;
          case "ms" -> number / 1000;
          default -> number;
        };
    return Duration.ofMillis(Math.round(seconds * 1000));
  }
}
