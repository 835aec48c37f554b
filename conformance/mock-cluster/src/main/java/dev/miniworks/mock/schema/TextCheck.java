package dev.miniworks.mock.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.re2j.Pattern;
import dev.miniworks.mock.api.FieldError;
import java.util.Optional;

/** Length and pattern of a text; the first that is broken is reported. */
record TextCheck(long least, long most, Optional<Pattern> pattern) implements Check {

  static Check of(final JsonNode schema) {
    if (!schema.has("minLength") && !schema.has("maxLength") && !schema.has("pattern")) {
      return NONE;
    }
    return new TextCheck(
        schema.path("minLength").asLong(0),
        schema.path("maxLength").asLong(Long.MAX_VALUE),
        Optional.of(schema.path("pattern").asText(""))
            .filter(pattern -> !pattern.isEmpty())
            .map(Pattern::compile));
  }

  @Override
  public void check(final JsonNode value, final Place place, final Findings findings) {
    if (!value.isTextual()) {
      return;
    }
    final String text = value.textValue();
    final int length = text.codePointCount(0, text.length());
    if (length > most) {
      findings.add(FieldError.tooLong(place.field(), most));
    } else if (length < least) {
      findings.add(place.invalid(value, "should be at least " + least + " chars long"));
    } else {
      pattern
          .filter(expected -> !expected.matcher(text).find())
          .map(expected -> place.invalid(value, "should match '" + expected.pattern() + "'"))
          .ifPresent(findings::add);
    }
  }
}
