package dev.miniworks.mock.api;

import dev.miniworks.mock.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** The query parameters of a request, read and checked as the API server does. */
public final class Params {

  public static final Params NONE = new Params(Map.of());

  private static final Set<String> FALSE = Set.of("0", "f", "F", "false", "FALSE", "False");

  private final Map<String, String> values;

  public Params(Map<String, String> values) {
    this.values = Map.copyOf(values);
  }

  /** These and one more. */
  public Params with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(values);
    more.put(name, value);
    return new Params(more);
  }

  public Optional<String> text(String name) {
    return Optional.ofNullable(values.get(name)).filter(value -> !value.isEmpty());
  }

  /** A flag of an option object; what is neither yes nor no counts as yes, as with a bare name. */
  public boolean flag(String name) {
    String value = values.get(name);
    return value != null && !FALSE.contains(value);
  }

  /** Whether the request wants a watch. */
  public boolean watches() {
    return flag("watch");
  }

  public OptionalLong number(String name) {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(Long.parseLong(text.get()));
    } catch (NumberFormatException e) {
      throw ApiException.badRequest(
          "strconv.ParseInt: parsing \"" + text.get() + "\": invalid syntax");
    }
  }

  public boolean dryRun() {
    String value = values.getOrDefault("dryRun", "");
    if (!value.isEmpty() && !value.equals("All")) {
      throw optionInvalid(
          "dryRun",
          "FieldValueNotSupported",
          "Unsupported value: [\"" + value + "\"]: supported values: \"All\"");
    }
    return value.equals("All");
  }

  /** How unknown and duplicate fields are treated. */
  public FieldValidation fieldValidation() {
    String value = values.getOrDefault("fieldValidation", "");
    return switch (value) {
      case "", "Warn" -> FieldValidation.WARN;
      case "Strict" -> FieldValidation.STRICT;
      case "Ignore" -> FieldValidation.IGNORE;
      default ->
          throw optionInvalid(
              "fieldValidation",
              "FieldValueNotSupported",
              "Unsupported value: \""
                  + value
                  + "\": supported values: \"\", \"Ignore\", \"Strict\", \"Warn\"");
    };
  }

  /** See {@link #fieldValidation()}. */
  public enum FieldValidation {
    IGNORE,
    WARN,
    STRICT
  }

  private static ApiException optionInvalid(String field, String reason, String message) {
    return ApiException.invalid(
        "meta.k8s.io", "CreateOptions", "", List.of(new FieldError(reason, field, message)));
  }

  @Override
  public String toString() {
    return Json.MAPPER.valueToTree(values).toString();
  }
}
