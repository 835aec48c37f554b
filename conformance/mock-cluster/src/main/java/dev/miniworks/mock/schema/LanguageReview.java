package dev.miniworks.mock.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.miniworks.mock.api.FieldError;
import dev.miniworks.mock.api.FieldPath;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Whether a schema says only what schemas of custom resources may say, and says it rightly. */
final class LanguageReview {

  private static final List<String> TYPES =
      List.of("array", "boolean", "integer", "number", "object", "string");
  private static final List<String> REASONS =
      List.of(
          "FieldValueDuplicate", "FieldValueForbidden", "FieldValueInvalid", "FieldValueRequired");
  private static final List<String> UNSUPPORTED =
      List.of("id", "additionalItems", "patternProperties", "definitions", "dependencies", "$ref");
  private static final Set<String> META = Set.of("metadata", "kind", "apiVersion");

  private final List<FieldError> errors = new ArrayList<>();
  private final Optional<RulesReview> rules;

  /**
   * What follows from the places above.
   *
   * @param noDefaults why there may be no default; empty when there may
   * @param hasRules whether rules are looked at
   * @param most how many values there can be here; empty when there is no bound
   */
  private record Setting(
      boolean isRoot,
      Optional<String> noDefaults,
      boolean insideMetadata,
      Optional<FieldPath> uncorrelated,
      boolean hasRules,
      OptionalLong most) {

    /** Below {@code not}, {@code allOf} and the like. */
    Setting condition() {
      return new Setting(false, noDefaults, insideMetadata, uncorrelated, false, most);
    }

    Setting below(final OptionalLong times) {
      final OptionalLong product =
          most.isPresent() && times.isPresent()
              ? OptionalLong.of(saturated(most.getAsLong(), times.getAsLong()))
              : OptionalLong.empty();
      return new Setting(false, noDefaults, insideMetadata, uncorrelated, hasRules, product);
    }

    private static long saturated(final long a, final long b) {
      return b != 0 && a > Long.MAX_VALUE / b ? Long.MAX_VALUE : a * b;
    }

    Setting withoutPast(final FieldPath path) {
      return new Setting(
          isRoot,
          noDefaults,
          insideMetadata,
          uncorrelated.or(() -> Optional.of(path)),
          hasRules,
          most);
    }

    Setting withoutDefaults(final String why) {
      return new Setting(isRoot, Optional.of(why), insideMetadata, uncorrelated, hasRules, most);
    }

    Setting ofMetadata() {
      return new Setting(isRoot, noDefaults, true, uncorrelated, hasRules, most);
    }
  }

  private LanguageReview(final Optional<RulesReview> rules) {
    this.rules = rules;
  }

  /**
   * @param withRules whether rules are compiled, too; of no use when the structure is wrong
   */
  static List<FieldError> errors(
      final JsonNode schema, final FieldPath path, final boolean withRules) {
    final Optional<RulesReview> rules =
        withRules ? Optional.of(new RulesReview()) : Optional.empty();
    final LanguageReview review = new LanguageReview(rules);
    review.place(
        schema,
        path,
        new Setting(
            true, Optional.empty(), false, Optional.empty(), withRules, OptionalLong.of(1)));
    final List<FieldError> all = new ArrayList<>(review.errors);
    rules.ifPresent(
        reviewed -> {
          all.addAll(reviewed.errors());
          all.addAll(reviewed.errorsOfAll(path));
        });
    return all;
  }

  private void place(final JsonNode schema, final FieldPath path, final Setting setting) {
    final int before = errors.size();
    words(schema, path, setting);
    additionalProperties(schema, path, setting);
    properties(schema, path, setting);
    conditions(schema, path, setting.condition());
    items(schema, path, setting);
    extensions(schema, path);
    new ListReview(errors).review(schema, path);
    ruleTexts(schema, path);
    if (errors.size() == before && setting.hasRules && schema.has("x-kubernetes-validations")) {
      rules.ifPresent(
          review ->
              review.review(
                  new RulesReview.Site(
                      schema,
                      setting.isRoot || isTrue(schema, "x-kubernetes-embedded-resource"),
                      path,
                      setting.most,
                      setting.uncorrelated)));
    }
  }

  private void words(final JsonNode schema, final FieldPath path, final Setting setting) {
    final String type = schema.path("type").asText();
    if (!type.isEmpty() && !TYPES.contains(type)) {
      unsupported(path.child("type"), schema.path("type"), TYPES);
    }
    if (schema.hasNonNull("default")) {
      setting.noDefaults.ifPresent(
          why -> forbidden(path.child("default"), "must not be set " + why));
    }
    for (final String word : UNSUPPORTED) {
      if (schema.hasNonNull(word)) {
        forbidden(path.child(word), word + " is not supported");
      }
    }
    if (type.equals("null")) {
      forbidden(path.child("type"), "type cannot be set to null, use nullable as an alternative");
    }
    if (schema.path("items").isArray()) {
      forbidden(path.child("items"), "items must be a schema object and not an array");
    }
    if (setting.insideMetadata && isTrue(schema, "x-kubernetes-embedded-resource")) {
      forbidden(
          path.child("x-kubernetes-embedded-resource"), "must not be used inside of resource meta");
    }
    if (isTrue(schema, "uniqueItems")) {
      forbidden(
          path.child("uniqueItems"),
          "uniqueItems cannot be set to true since the runtime complexity becomes quadratic");
    }
  }

  private void additionalProperties(
      final JsonNode schema, final FieldPath path, final Setting setting) {
    final JsonNode additional = schema.path("additionalProperties");
    final FieldPath place = path.child("additionalProperties");
    if (!schema.hasNonNull("additionalProperties")) {
      return;
    }
    if (!schema.path("properties").isEmpty()
        && !(additional.isBoolean() && additional.asBoolean())) {
      forbidden(place, "additionalProperties and properties are mutual exclusive");
    }
    if (additional.isObject()) {
      final Setting below = setting.below(bound(schema, "maxProperties"));
      place(
          additional,
          place,
          setting.insideMetadata
              ? below.withoutDefaults("inside additionalProperties applying to object metadata")
              : below);
    }
  }

  private void properties(final JsonNode schema, final FieldPath path, final Setting setting) {
    final boolean isResource = setting.isRoot || isTrue(schema, "x-kubernetes-embedded-resource");
    for (final var property : schema.path("properties").properties()) {
      final String name = property.getKey();
      Setting below = setting.below(OptionalLong.of(1));
      if (schema.path("x-kubernetes-map-type").asText().equals("atomic")) {
        below = below.withoutPast(path);
      }
      if (isResource && META.contains(name)) {
        below = below.ofMetadata();
        if (setting.isRoot) {
          below = below.withoutDefaults("in top-level " + name);
        }
      }
      place(property.getValue(), path.child("properties").key(name), below);
    }
  }

  private void conditions(final JsonNode schema, final FieldPath path, final Setting setting) {
    if (schema.path("not").isObject()) {
      place(schema.path("not"), path.child("not"), setting);
    }
    for (final String junctor : List.of("allOf", "oneOf", "anyOf")) {
      for (int i = 0; i < schema.path(junctor).size(); i++) {
        place(schema.path(junctor).get(i), path.child(junctor).index(i), setting);
      }
    }
  }

  private void items(final JsonNode schema, final FieldPath path, final Setting setting) {
    if (schema.path("items").isObject()) {
      final Setting below = setting.below(bound(schema, "maxItems"));
      place(
          schema.path("items"),
          path.child("items"),
          schema.path("x-kubernetes-list-type").asText().equals("map")
              ? below
              : below.withoutPast(path));
    }
  }

  private static OptionalLong bound(final JsonNode schema, final String word) {
    return schema.hasNonNull(word)
        ? OptionalLong.of(Math.max(0, schema.path(word).asLong()))
        : OptionalLong.empty();
  }

  private void extensions(final JsonNode schema, final FieldPath path) {
    final JsonNode preserves = schema.path("x-kubernetes-preserve-unknown-fields");
    if (preserves.isBoolean() && !preserves.booleanValue()) {
      invalid(
          path.child("x-kubernetes-preserve-unknown-fields"),
          preserves,
          "must be true or undefined");
    }
    final JsonNode mapType = schema.path("x-kubernetes-map-type");
    if (!mapType.isTextual()) {
      return;
    }
    if (!schema.path("type").asText().equals("object")) {
      final String why = "must be object if x-kubernetes-map-type is specified";
      if (schema.path("type").asText().isEmpty()) {
        errors.add(FieldError.required(path.child("type").toString(), why));
      } else {
        invalid(path.child("type"), schema.path("type"), why);
      }
    }
    final List<String> types = List.of("atomic", "granular");
    if (!types.contains(mapType.asText())) {
      unsupported(path.child("x-kubernetes-map-type"), mapType, types);
    }
  }

  private void ruleTexts(final JsonNode schema, final FieldPath path) {
    final JsonNode all = schema.path("x-kubernetes-validations");
    for (int i = 0; i < all.size(); i++) {
      ruleTexts(all.get(i), schema, path.child("x-kubernetes-validations").index(i));
    }
  }

  private void ruleTexts(final JsonNode rule, final JsonNode schema, final FieldPath path) {
    final String expression = rule.path("rule").asText().strip();
    final String message = rule.path("message").asText();
    if (expression.isEmpty()) {
      errors.add(FieldError.required(path.child("rule").toString(), "rule is not specified"));
    } else if (isBlank(message)) {
      invalid(path.child("message"), rule.path("message"), "must be non-empty if specified");
    } else if (hasLineBreaks(message.strip())) {
      invalid(path.child("message"), rule.path("message"), "must not contain line breaks");
    } else if (hasLineBreaks(expression) && message.isEmpty()) {
      errors.add(
          FieldError.required(
              path.child("message").toString(),
              "message must be specified if rule contains line breaks"));
    }
    if (isBlank(rule.path("messageExpression").asText())) {
      errors.add(
          FieldError.required(
              path.child("messageExpression").toString(),
              "messageExpression must be non-empty if specified"));
    }
    if (rule.hasNonNull("reason") && !REASONS.contains(rule.path("reason").asText())) {
      unsupported(path.child("reason"), rule.path("reason"), REASONS);
    }
    fieldPath(rule, schema, path.child("fieldPath"));
  }

  private void fieldPath(final JsonNode rule, final JsonNode schema, final FieldPath path) {
    final String field = rule.path("fieldPath").asText();
    if (field.isEmpty()) {
      return;
    }
    if (isBlank(field)) {
      invalid(path, rule.path("fieldPath"), "must be non-empty if specified");
    }
    if (hasLineBreaks(field)) {
      invalid(path, rule.path("fieldPath"), "must not contain line breaks");
    }
    try {
      SchemaPath.find(schema, field);
    } catch (final SchemaPath.BadPathException e) {
      invalid(path, rule.path("fieldPath"), "must be a valid path");
    }
  }

  private static boolean isBlank(final String text) {
    return !text.isEmpty() && text.isBlank();
  }

  private static boolean hasLineBreaks(final String text) {
    return text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0;
  }

  private static boolean isTrue(final JsonNode schema, final String word) {
    return schema.path(word).asBoolean();
  }

  private void invalid(final FieldPath path, final JsonNode value, final String why) {
    errors.add(FieldError.invalid(path.toString(), value, why));
  }

  private void unsupported(final FieldPath path, final JsonNode value, final List<String> known) {
    errors.add(FieldError.notSupported(path.toString(), value, known));
  }

  private void forbidden(final FieldPath path, final String why) {
    errors.add(FieldError.forbidden(path.toString(), why));
  }

  /** What holds for lists whose items belong together in one way or the other. */
  private record ListReview(List<FieldError> errors) {

    void review(final JsonNode schema, final FieldPath path) {
      final JsonNode type = schema.path("x-kubernetes-list-type");
      final JsonNode items = schema.path("items");
      if (type.isTextual() && !schema.path("type").asText().equals("array")) {
        final String why = "must be array if x-kubernetes-list-type is specified";
        errors.add(
            schema.path("type").asText().isEmpty()
                ? FieldError.required(path.child("type").toString(), why)
                : FieldError.invalid(path.child("type").toString(), schema.path("type"), why));
      } else if (type.asText().equals("set") && items.isObject()) {
        setItems(items, path.child("items"));
      }
      if (type.isTextual() && !Set.of("atomic", "set", "map").contains(type.asText())) {
        errors.add(
            FieldError.notSupported(
                path.child("x-kubernetes-list-type").toString(),
                type,
                List.of("atomic", "set", "map")));
      }
      keysNeedMap(schema, type, path);
      if (type.asText().equals("map")) {
        map(schema, items, path);
      }
      if (type.asText().equals("map") || type.asText().equals("set")) {
        if (items.path("nullable").asBoolean()) {
          errors.add(
              FieldError.forbidden(
                  path.child("items", "nullable").toString(),
                  "cannot be nullable when x-kubernetes-list-type is " + type.asText()));
        }
      }
    }

    private void setItems(final JsonNode items, final FieldPath path) {
      final String why = "must be atomic as item of a list with x-kubernetes-list-type=set";
      final JsonNode listType =
          items.hasNonNull("x-kubernetes-list-type")
              ? items.get("x-kubernetes-list-type")
              : JsonNodeFactory.instance.nullNode();
      if (items.path("type").asText().equals("array")
          && !listType.asText("atomic").equals("atomic")) {
        errors.add(
            FieldError.invalid(path.child("x-kubernetes-list-type").toString(), listType, why));
      } else if (items.path("type").asText().equals("object")
          && !items.path("x-kubernetes-map-type").asText().equals("atomic")) {
        errors.add(
            FieldError.invalid(path.child("x-kubernetes-map-type").toString(), listType, why));
      }
    }

    private void keysNeedMap(final JsonNode schema, final JsonNode type, final FieldPath path) {
      if (schema.path("x-kubernetes-list-map-keys").isEmpty() || type.asText().equals("map")) {
        return;
      }
      final String place = path.child("x-kubernetes-list-type").toString();
      final String why = "must be map if x-kubernetes-list-map-keys is non-empty";
      errors.add(
          type.isTextual()
              ? FieldError.invalid(place, type, why)
              : FieldError.required(place, why));
    }

    private void map(final JsonNode schema, final JsonNode items, final FieldPath path) {
      final JsonNode keys = schema.path("x-kubernetes-list-map-keys");
      if (keys.isEmpty()) {
        errors.add(
            FieldError.required(
                path.child("x-kubernetes-list-map-keys").toString(),
                "must not be empty if x-kubernetes-list-type is map"));
      }
      if (!items.isObject()) {
        errors.add(
            FieldError.required(
                path.child("items").toString(),
                "must have a schema if x-kubernetes-list-type is map"));
        return;
      }
      if (!items.path("type").asText().equals("object")) {
        errors.add(
            FieldError.invalid(
                path.child("items", "type").toString(),
                items.path("type"),
                "must be object if parent array's x-kubernetes-list-type is map"));
        return;
      }
      final Set<String> seen = new HashSet<>();
      for (final JsonNode key : keys) {
        key(key.asText(), keys, items, path);
        if (!seen.add(key.asText())) {
          invalidKeys(path, keys, "must not contain duplicate entries");
        }
      }
    }

    private void key(
        final String key, final JsonNode keys, final JsonNode items, final FieldPath path) {
      final JsonNode property = items.path("properties").path(key);
      if (!property.isObject()) {
        invalidKeys(path, keys, "entries must all be names of item properties");
        return;
      }
      final FieldPath place = path.child("items", "properties").key(key);
      if (Set.of("array", "object").contains(property.path("type").asText())) {
        errors.add(
            FieldError.invalid(
                place.child("type").toString(),
                items.path("type"),
                "must be a scalar type if parent array's x-kubernetes-list-type is map"));
      }
      final String among = "this property is in x-kubernetes-list-map-keys, so it ";
      final boolean isRequired =
          items.path("required").valueStream().anyMatch(name -> name.asText().equals(key));
      if (!isRequired && !property.hasNonNull("default")) {
        errors.add(
            FieldError.required(
                place.child("default").toString(),
                among + "must have a default or be a required property"));
      }
      if (property.path("nullable").asBoolean()) {
        errors.add(
            FieldError.forbidden(place.child("nullable").toString(), among + "cannot be nullable"));
      }
    }

    private void invalidKeys(final FieldPath path, final JsonNode keys, final String why) {
      errors.add(
          FieldError.invalid(path.child("x-kubernetes-list-map-keys").toString(), keys, why));
    }
  }
}
