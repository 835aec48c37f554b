package dev.miniworks.mock.kinds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.miniworks.mock.api.FieldError;
import dev.miniworks.mock.api.FieldPath;
import java.util.List;

/** Configuration by keys. */
final class ConfigMapRules implements KindRules {

  private static final FieldPath DATA = FieldPath.ROOT.child("data");
  private static final FieldPath BINARY_DATA = FieldPath.ROOT.child("binaryData");

  /** How the API server writes the path of a configuration as a whole. */
  private static final String WHOLE = "[]";

  @Override
  public void check(final ObjectNode object, final Problems problems) {
    final JsonNode binaryData = object.path("binaryData");
    for (final var entry : object.path("data").properties()) {
      final String key = entry.getKey();
      Names.report(Names.configKey(key), key, DATA.key(key), problems);
      if (binaryData.has(key)) {
        problems.invalid(DATA.key(key), key, "duplicate of key present in binaryData");
      }
    }
    for (final var entry : binaryData.properties()) {
      final String key = entry.getKey();
      Names.report(Names.configKey(key), key, BINARY_DATA.key(key), problems);
    }
    if (Sizes.ofTexts(object.path("data")) + Sizes.ofBytes(binaryData) > Sizes.LARGEST_DATA) {
      problems.add(FieldError.tooLong(WHOLE, Sizes.LARGEST_DATA));
    }
  }

  @Override
  public void checkChange(final ObjectNode object, final ObjectNode old, final Problems problems) {
    Immutability.check(object, old, List.of("data", "binaryData"), problems);
  }
}
