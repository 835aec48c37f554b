package dev.miniworks.mock.kinds;

import java.util.regex.Pattern;

/** What an image's name says about it. */
final class ImageName {

  private static final Pattern SYNTAX =
      Pattern.compile("[a-zA-Z0-9][-a-zA-Z0-9._:/]*(@[a-zA-Z0-9+._-]+:[0-9a-fA-F]{32,})?");

  private ImageName() {}

  /** When to pull an image whose owner has not said so. */
  static String pullPolicy(final String image) {
    return SYNTAX.matcher(image).matches() && isLatest(image) ? "Always" : "IfNotPresent";
  }

  private static boolean isLatest(final String image) {
    final String name = image.substring(image.lastIndexOf('/') + 1);
    return name.contains("@")
        ? name.contains(":latest@")
        : !name.contains(":") || name.endsWith(":latest");
  }
}
