package dev.miniworks.mock.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.miniworks.mock.api.FieldError;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** The items of a list, and how many there may be. */
record ArrayCheck(Optional<Validator> items, long least, long most, boolean unique)
    implements Check {

  static Check of(final JsonNode schema) {
    return new ArrayCheck(
        Optional.ofNullable(schema.get("items")).map(Validator::of),
        schema.path("minItems").asLong(0),
        schema.path("maxItems").asLong(Long.MAX_VALUE),
        schema.path("uniqueItems").asBoolean(false));
  }

  @Override
  public void check(final JsonNode value, final Place place, final Findings findings) {
    if (!value.isArray()) {
      return;
    }
    items.ifPresent(
        validator -> {
          for (int i = 0; i < value.size(); i++) {
            validator.validate(value.get(i), place.item(i), findings);
          }
        });
    if (value.size() < least) {
      findings.add(place.invalid(value.size(), "should have at least " + least + " items"));
    }
    if (value.size() > most) {
      findings.add(FieldError.tooMany(place.field(), value.size(), most));
    }
    if (unique && hasDuplicates(value)) {
      findings.add(
          place.invalid(JsonNodeFactory.instance.textNode(""), "shouldn't contain duplicates"));
    }
  }

  private static boolean hasDuplicates(final JsonNode list) {
    final Set<JsonNode> seen = new HashSet<>();
    for (final JsonNode item : list) {
      if (!seen.add(item)) {
        return true;
      }
    }
    return false;
  }
}
