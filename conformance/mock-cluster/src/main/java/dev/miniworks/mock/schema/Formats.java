package dev.miniworks.mock.schema;

import static java.util.Map.entry;

import com.google.re2j.Pattern;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/** The formats of texts that the API server checks; it ignores all others. */
final class Formats {

  private static final String HEX = "[0-9a-fA-F]";
  private static final String GO_DURATION =
      "[-+]?(0|([0-9]*\\.?[0-9]+\\.?(ns|us|µs|μs|ms|s|m|h))+)";
  private static final String LOOSE_DURATION =
      "(?i)(?s).*[0-9]\\s*(ns|us|µs|ms|s|m|h|d|w|wk|hr|nano|micro|milli|sec|min|hour|day|week)"
          + "([a-zµ]*)([^a-zµ].*)?";
  private static final String CLOCK =
      "([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](.[0-9]+)?(z|[+-][0-9]{2}:[0-9]{2})";
  private static final String SHADE = "\\s*(0|[1-9][0-9]?|1[0-9]{2}|2[0-4][0-9]|25[0-5])\\s*";
  private static final String SHORT_NAME = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";

  private static final Predicate<String> CALENDAR_DATE = matching("[0-9]{4}-[0-9]{2}-[0-9]{2}");
  private static final Predicate<String> TIME_OF_DAY = matching(CLOCK);
  private static final Predicate<String> DOTTED = matching("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
  private static final Predicate<String> COLONS = matching("[0-9a-fA-F:.]+");
  private static final Predicate<String> PREFIX_LENGTH = matching("[0-9]{1,3}");
  private static final Predicate<String> HOST_LABEL =
      matching("[a-zA-Z0-9\\p{S}\\p{L}]([-a-zA-Z0-9\\p{S}\\p{L}]*[a-zA-Z0-9\\p{S}\\p{L}])?")
          .and(atMost(63));
  private static final Predicate<String> TOP_LABEL = matching("[a-zA-Z\\p{L}]{2,63}");
  private static final Predicate<String> MAC = mac(6).or(mac(8)).or(mac(20));
  private static final Predicate<String> ISBN_10 = matching("[0-9]{9}[0-9X]");
  private static final Predicate<String> ISBN_13 = matching("[0-9]{13}");
  private static final Predicate<String> CREDIT_CARD =
      matching("(4|5[1-5]|6(011|5)|3[47]|30[0-5]|3[68]|2131|1800|35)[0-9]{9,15}");
  private static final Predicate<String> RGB =
      matching("rgb\\(" + SHADE + "," + SHADE + "," + SHADE + "\\)");

  private static final Map<String, Predicate<String>> BY_NAME =
      Map.ofEntries(
          entry("bsonobjectid", matching(HEX + "{24}")),
          entry("uri", Formats::isUri),
          entry("email", matching("(.*<)?[^\\s@<>]+@[^\\s@<>]+>?")),
          entry("hostname", Formats::isHostname),
          entry("ipv4", Formats::isIpv4),
          entry("ipv6", Formats::isIpv6),
          entry("cidr", Formats::isCidr),
          entry("mac", MAC),
          entry("uuid", matching(uuid(HEX, HEX))),
          entry("uuid3", matching(uuid("3", HEX))),
          entry("uuid4", matching(uuid("4", "[89abAB]"))),
          entry("uuid5", matching(uuid("5", "[89abAB]"))),
          entry("isbn", text -> isIsbn10(text) || isIsbn13(text)),
          entry("isbn10", Formats::isIsbn10),
          entry("isbn13", Formats::isIsbn13),
          entry("creditcard", Formats::isCreditCard),
          entry("ssn", matching("[0-9]{3}[- ]?[0-9]{2}[- ]?[0-9]{4}")),
          entry("hexcolor", matching("#?(" + HEX + "{3}|" + HEX + "{6})")),
          entry("rgbcolor", RGB),
          entry("byte", Formats::isBase64),
          entry("password", text -> true),
          entry("date", Formats::isDate),
          entry("datetime", Formats::isDateTime),
          entry("duration", matching(GO_DURATION).or(matching(LOOSE_DURATION))),
          entry("k8sshortname", matching(SHORT_NAME).and(atMost(63))),
          entry("k8slongname", matching(SHORT_NAME + "(\\." + SHORT_NAME + ")*").and(atMost(253))));

  private Formats() {}

  static boolean isKnown(final String format) {
    return BY_NAME.containsKey(normalized(format));
  }

  /** Whether a text is of a known format. */
  static boolean matches(final String format, final String text) {
    return BY_NAME.get(normalized(format)).test(text);
  }

  private static String normalized(final String format) {
    return format.replace("-", "");
  }

  private static Predicate<String> matching(final String expression) {
    final Pattern pattern = Pattern.compile(expression);
    return pattern::matches;
  }

  private static Predicate<String> atMost(final int length) {
    return text -> text.length() <= length;
  }

  private static String uuid(final String version, final String variant) {
    return String.format(
        "%1$s{8}-?%1$s{4}-?%2$s%1$s{3}-?%3$s%1$s{3}-?%1$s{12}", HEX, version, variant);
  }

  private static boolean isUri(final String text) {
    try {
      return new URI(text).isAbsolute() || text.startsWith("/");
    } catch (final URISyntaxException e) {
      return false;
    }
  }

  private static boolean isHostname(final String text) {
    final String[] labels = text.split("\\.", -1);
    return text.length() <= 255
        && Arrays.stream(labels).allMatch(HOST_LABEL)
        && (labels.length == 1 || TOP_LABEL.test(labels[labels.length - 1]));
  }

  private static boolean isIpv4(final String text) {
    return DOTTED.test(text)
            && Arrays.stream(text.split("\\.")).allMatch(part -> Integer.parseInt(part) <= 255)
        || text.contains(".") && isIpv6(text);
  }

  private static boolean isIpv6(final String text) {
    // with a colon the name is an address or an error, and nobody is asked to resolve it
    if (!text.contains(":") || !COLONS.test(text)) {
      return false;
    }
    try {
      InetAddress.getByName(text);
      return true;
    } catch (final UnknownHostException e) {
      return false;
    }
  }

  private static boolean isCidr(final String text) {
    final int slash = text.indexOf('/');
    if (slash < 0 || !PREFIX_LENGTH.test(text.substring(slash + 1))) {
      return false;
    }
    final String address = text.substring(0, slash);
    final int bits = Integer.parseInt(text.substring(slash + 1));
    return isIpv6(address) && bits <= 128
        || !address.contains(":") && isIpv4(address) && bits <= 32;
  }

  private static Predicate<String> mac(final int octets) {
    return matching(
        String.format(
            "%1$s{2}(:%1$s{2}){%2$d}|%1$s{2}(-%1$s{2}){%2$d}|%1$s{4}(\\.%1$s{4}){%3$d}",
            HEX, octets - 1, octets / 2 - 1));
  }

  private static boolean isIsbn10(final String text) {
    final String digits = text.replaceAll("[\\s-]", "");
    if (!ISBN_10.test(digits)) {
      return false;
    }
    int sum = 0;
    for (int i = 0; i < 10; i++) {
      sum += (i + 1) * (digits.charAt(i) == 'X' ? 10 : digits.charAt(i) - '0');
    }
    return sum % 11 == 0;
  }

  private static boolean isIsbn13(final String text) {
    final String digits = text.replaceAll("[\\s-]", "");
    if (!ISBN_13.test(digits)) {
      return false;
    }
    int sum = 0;
    for (int i = 0; i < 13; i++) {
      sum += (i % 2 == 0 ? 1 : 3) * (digits.charAt(i) - '0');
    }
    return sum % 10 == 0;
  }

  private static boolean isCreditCard(final String text) {
    final String digits = text.replaceAll("[^0-9]", "");
    if (!CREDIT_CARD.test(digits)) {
      return false;
    }
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      final int digit = digits.charAt(digits.length() - 1 - i) - '0';
      sum += i % 2 == 0 ? digit : digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
    }
    return sum % 10 == 0;
  }

  private static boolean isBase64(final String text) {
    try {
      return !text.isEmpty()
          && Base64.getDecoder().decode(text).length > 0
          && text.length() % 4 == 0;
    } catch (final IllegalArgumentException e) {
      return false;
    }
  }

  private static boolean isDate(final String text) {
    try {
      return CALENDAR_DATE.test(text) && LocalDate.parse(text) != null;
    } catch (final DateTimeException e) {
      return false;
    }
  }

  private static boolean isDateTime(final String text) {
    final String[] parts = text.toLowerCase(Locale.ROOT).split("t", -1);
    return parts.length >= 2 && isDate(parts[0]) && TIME_OF_DAY.test(parts[1]);
  }
}
