package dev.miniworks.mock.schema;

import com.fasterxml.jackson.databind.JsonNode;
import dev.miniworks.mock.api.FieldError;
import dev.miniworks.mock.api.GoText;

/** A text is of the schema's format. */
record FormatCheck(String format) implements Check {

  static Check of(final Type type) {
    return Formats.isKnown(type.format()) ? new FormatCheck(type.format()) : NONE;
  }

  @Override
  public void check(final JsonNode value, final Place place, final Findings findings) {
    if (!value.isTextual()) {
      return;
    }
    findings.pass(1);
    if (!Formats.matches(format, value.textValue())) {
      findings.add(
          FieldError.typeInvalid(
              place.field(),
              value.textValue(),
              place.path()
                  + " in body must be of type "
                  + format
                  + ": "
                  + GoText.quote(value.textValue())));
    }
  }
}
