package dev.miniworks.mock.schema;

import com.fasterxml.jackson.databind.JsonNode;
import dev.miniworks.mock.api.FieldError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The fields of an object: which there must be, how many, and each of them. */
record ObjectCheck(
    Map<String, Validator> properties,
    Optional<Validator> additionalProperties,
    List<String> required,
    long least,
    long most)
    implements Check {

  static Check of(final JsonNode schema) {
    final Map<String, Validator> properties = new LinkedHashMap<>();
    schema
        .path("properties")
        .properties()
        .forEach(property -> properties.put(property.getKey(), Validator.of(property.getValue())));
    final List<String> required = new ArrayList<>();
    schema.path("required").forEach(name -> required.add(name.asText()));
    return new ObjectCheck(
        properties,
        Optional.of(schema.path("additionalProperties"))
            .filter(JsonNode::isObject)
            .map(Validator::of),
        required,
        schema.path("minProperties").asLong(0),
        schema.path("maxProperties").asLong(Long.MAX_VALUE));
  }

  @Override
  public void check(final JsonNode value, final Place place, final Findings findings) {
    if (!value.isObject()) {
      return;
    }
    if (value.size() < least) {
      findings.add(place.invalid(value.size(), "should have at least " + least + " properties"));
    }
    if (value.size() > most) {
      findings.add(FieldError.tooMany(place.field(), value.size(), most));
    }
    value
        .properties()
        .forEach(field -> checkField(field.getKey(), field.getValue(), place, findings));
    required.stream()
        .filter(name -> !value.has(name))
        .map(name -> FieldError.required(place.additional(name).field(), ""))
        .forEach(findings::add);
  }

  private void checkField(
      final String name, final JsonNode value, final Place place, final Findings findings) {
    final Validator property = properties.get(name);
    if (property != null) {
      property.validate(value, place.property(name), findings);
    } else {
      additionalProperties.ifPresent(
          validator -> validator.validate(value, place.additional(name), findings));
    }
  }
}
