package dev.miniworks.mock.schema;

import com.fasterxml.jackson.databind.JsonNode;
import dev.miniworks.mock.api.FieldError;
import dev.miniworks.mock.api.GoText;
import java.util.ArrayList;
import java.util.List;

/** The value is one of a list. */
record EnumCheck(List<JsonNode> allowed) implements Check {

  static Check of(final JsonNode schema) {
    final List<JsonNode> allowed = new ArrayList<>();
    schema.path("enum").forEach(allowed::add);
    return allowed.isEmpty() ? NONE : new EnumCheck(List.copyOf(allowed));
  }

  @Override
  public void check(final JsonNode value, final Place place, final Findings findings) {
    if (allowed.stream().noneMatch(candidate -> same(candidate, value))) {
      findings.add(
          FieldError.notSupported(
              place.field(), value, allowed.stream().map(EnumCheck::text).toList()));
    }
  }

  private static boolean same(final JsonNode allowed, final JsonNode value) {
    return allowed.isNumber() && value.isNumber()
        ? allowed.doubleValue() == value.doubleValue()
        : allowed.equals(value) && !value.isNull();
  }

  private static String text(final JsonNode allowed) {
    return allowed.isTextual() ? allowed.textValue() : GoText.json(allowed);
  }
}
