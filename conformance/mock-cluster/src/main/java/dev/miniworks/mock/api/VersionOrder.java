package dev.miniworks.mock.api;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Orders the versions of an API: stable before beta before alpha, the newer first. */
final class VersionOrder {

  private static final Pattern VERSION = Pattern.compile("v(\\d+)(?:(alpha|beta)(\\d+))?");

  static final Comparator<String> PREFERRED_FIRST =
      Comparator.comparingInt(VersionOrder::stage)
          .thenComparing(Comparator.comparingInt(VersionOrder::major).reversed())
          .thenComparing(Comparator.comparingInt(VersionOrder::minor).reversed())
          .thenComparing(Comparator.naturalOrder());

  private VersionOrder() {}

  private static int stage(String version) {
    Matcher matcher = VERSION.matcher(version);
    if (!matcher.matches()) {
      return 3;
    }
    if (matcher.group(2) == null) {
      return 0;
    }
    return matcher.group(2).equals("beta") ? 1 : 2;
  }

  private static int major(String version) {
    Matcher matcher = VERSION.matcher(version);
    return matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
  }

  private static int minor(String version) {
    Matcher matcher = VERSION.matcher(version);
    return matcher.matches() && matcher.group(3) != null ? Integer.parseInt(matcher.group(3)) : 0;
  }
}
