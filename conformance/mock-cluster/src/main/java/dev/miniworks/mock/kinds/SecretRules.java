package dev.miniworks.mock.kinds;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.miniworks.mock.api.FieldPath;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** Configuration that is kept apart, written in clear or encoded, kept encoded. */
final class SecretRules implements KindRules {

  @Override
  public void fillDefaults(final ObjectNode object) {
    Fields.setIfEmpty(object, "type", "Opaque");
    if (object.remove("stringData") instanceof ObjectNode clear) {
      final ObjectNode data = Fields.part(object, "data");
      clear
          .properties()
          .forEach(entry -> data.put(entry.getKey(), encode(entry.getValue().asText())));
    }
  }

  private static String encode(final String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void check(final ObjectNode object, final Problems problems) {
    for (final var entry : object.path("data").properties()) {
      final String key = entry.getKey();
      Names.report(Names.configKey(key), key, FieldPath.ROOT.child("data").key(key), problems);
    }
  }

  @Override
  public void checkChange(final ObjectNode object, final ObjectNode old, final Problems problems) {
    Immutability.check(object, old, List.of("data"), problems);
    if (!Fields.text(object, "type").equals(Fields.text(old, "type"))) {
      problems.invalid(FieldPath.ROOT.child("type"), object.path("type"), "field is immutable");
    }
  }
}
