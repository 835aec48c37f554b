package dev.miniworks.mock.kinds;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** How much configuration weighs. */
final class Sizes {

  static final long LARGEST_DATA = 1024 * 1024;

  private Sizes() {}

  static long ofTexts(final JsonNode texts) {
    return texts
        .valueStream()
        .mapToLong(text -> text.asText().getBytes(StandardCharsets.UTF_8).length)
        .sum();
  }

  /** What encoded values weigh when they are decoded. */
  static long ofBytes(final JsonNode encoded) {
    return encoded
        .valueStream()
        .mapToLong(text -> Base64.getMimeDecoder().decode(text.asText()).length)
        .sum();
  }
}
