package dev.miniworks.mock.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An amount of a resource: {@code 250m}, {@code 1.5}, {@code 64Mi}, {@code 1e3}. Nothing smaller
 * than a billionth is kept; what is smaller is rounded up.
 */
public final class Quantity implements Comparable<Quantity> {

  /** How a quantity is written, which is kept. */
  private enum Format {
    DECIMAL,
    BINARY,
    EXPONENT
  }

  private static final Pattern SYNTAX =
      Pattern.compile(
          "([+-]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+))([KMGTPE]i|[numkMGTPE]|[eE][+-]?[0-9]+|)");
  private static final List<String> BINARY = List.of("", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei");
  private static final List<String> DECIMAL =
      List.of("n", "u", "m", "", "k", "M", "G", "T", "P", "E");
  private static final int SMALLEST = -9;
  private static final BigDecimal KIBI = BigDecimal.valueOf(1024);
  private static final int BITS_OF_KIBI = 10;

  private final BigDecimal value;
  private final Format format;

  private Quantity(final BigDecimal value, final Format format) {
    this.value = value.setScale(Math.min(Math.max(value.scale(), 0), -SMALLEST), RoundingMode.UP);
    this.format = format;
  }

  public static Optional<Quantity> parse(final String text) {
    final Matcher matcher = SYNTAX.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    final BigDecimal number = new BigDecimal(matcher.group(1));
    final String suffix = matcher.group(2);
    if (DECIMAL.contains(suffix)) {
      return Optional.of(
          new Quantity(
              number.scaleByPowerOfTen(SMALLEST + 3 * DECIMAL.indexOf(suffix)), Format.DECIMAL));
    }
    if (BINARY.contains(suffix)) {
      return Optional.of(
          new Quantity(number.multiply(KIBI.pow(BINARY.indexOf(suffix))), Format.BINARY));
    }
    return exponent(suffix.substring(1))
        .map(power -> new Quantity(number.scaleByPowerOfTen(power), Format.EXPONENT));
  }

  /** Reads text or a number, as both are allowed. */
  public static Optional<Quantity> parse(final JsonNode value) {
    if (value.isNumber()) {
      return parse(value.decimalValue().toPlainString());
    }
    return value.isTextual() ? parse(value.textValue()) : Optional.empty();
  }

  private static Optional<Integer> exponent(final String digits) {
    try {
      final int power = Integer.parseInt(digits);
      return Math.abs(power) <= 100 ? Optional.of(power) : Optional.empty();
    } catch (final NumberFormatException e) {
      return Optional.empty();
    }
  }

  public BigDecimal value() {
    return value;
  }

  public int signum() {
    return value.signum();
  }

  /** The amount without what is smaller than a thousandth, rounded up. */
  public Quantity roundedToMilli() {
    final BigDecimal rounded = value.setScale(Math.min(value.scale(), 3), RoundingMode.UP);
    return new Quantity(rounded, format);
  }

  public Quantity add(final Quantity other) {
    return new Quantity(value.add(other.value), format);
  }

  public Quantity subtract(final Quantity other) {
    return new Quantity(value.subtract(other.value), format);
  }

  @Override
  public int compareTo(final Quantity other) {
    return value.compareTo(other.value);
  }

  @Override
  public boolean equals(final Object other) {
    return other instanceof Quantity quantity && value.compareTo(quantity.value) == 0;
  }

  @Override
  public int hashCode() {
    return value.stripTrailingZeros().hashCode();
  }

  /** The shortest exact way to write it with a whole number, as the API server stores it. */
  @Override
  public String toString() {
    if (value.signum() == 0) {
      return "0";
    }
    return format == Format.BINARY && isWhole() && value.abs().compareTo(KIBI) >= 0
        ? binary()
        : decimal();
  }

  private boolean isWhole() {
    return value.stripTrailingZeros().scale() <= 0;
  }

  private String binary() {
    final BigInteger number = value.toBigIntegerExact();
    final int power = Math.min(number.getLowestSetBit() / BITS_OF_KIBI, BINARY.size() - 1);
    return number.shiftRight(power * BITS_OF_KIBI) + BINARY.get(power);
  }

  private String decimal() {
    final int zeros = -value.stripTrailingZeros().scale();
    final int exponent = Math.min(Math.floorDiv(zeros, 3) * 3, 18);
    final String number = value.scaleByPowerOfTen(-exponent).toBigInteger().toString();
    if (format == Format.EXPONENT) {
      return exponent == 0 ? number : number + "e" + exponent;
    }
    return number + DECIMAL.get((exponent - SMALLEST) / 3);
  }
}
