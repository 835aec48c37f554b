package dev.miniworks.mock.kinds;

import com.fasterxml.jackson.databind.JsonNode;
import dev.miniworks.mock.api.FieldPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * How names, labels and the like are written; each rule returns what is wrong, empty if nothing.
 */
final class Names {

  private static final String LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
  private static final String SUBDOMAIN = LABEL + "(\\." + LABEL + ")*";
  private static final String QUALIFIED = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";
  private static final String VALUE = "(" + QUALIFIED + ")?";
  private static final Pattern LABEL_PATTERN = Pattern.compile(LABEL);
  private static final Pattern SUBDOMAIN_PATTERN = Pattern.compile(SUBDOMAIN);
  private static final Pattern QUALIFIED_PATTERN = Pattern.compile(QUALIFIED);
  private static final Pattern VALUE_PATTERN = Pattern.compile(VALUE);
  private static final Pattern CONFIG_KEY = Pattern.compile("[-._a-zA-Z0-9]+");

  private Names() {}

  static List<String> label(final String text) {
    return check(
        text,
        63,
        LABEL_PATTERN,
        "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and"
            + " must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc',"
            + " regex used for validation is '"
            + LABEL
            + "')");
  }

  static List<String> subdomain(final String text) {
    return check(
        text,
        253,
        SUBDOMAIN_PATTERN,
        "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or"
            + " '.', and must start and end with an alphanumeric character (e.g. 'example.com',"
            + " regex used for validation is '"
            + SUBDOMAIN
            + "')");
  }

  static List<String> labelValue(final String text) {
    return check(
        text,
        63,
        VALUE_PATTERN,
        "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or"
            + " '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or"
            + " 'my_value',  or '12345', regex used for validation is '"
            + VALUE
            + "')");
  }

  /** A name with a domain before it, as keys of labels have. */
  static List<String> qualified(final String text) {
    final String[] parts = text.split("/", -1);
    if (parts.length > 2) {
      return List.of(
          "a qualified name "
              + charactersOfName()
              + " with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')");
    }
    final List<String> errors = new ArrayList<>();
    if (parts.length == 2) {
      if (parts[0].isEmpty()) {
        errors.add("prefix part must be non-empty");
      } else {
        subdomain(parts[0]).forEach(error -> errors.add("prefix part " + error));
      }
    }
    final String name = parts[parts.length - 1];
    if (name.isEmpty()) {
      errors.add("name part must be non-empty");
    } else if (name.length() > 63) {
      errors.add("name part must be no more than 63 bytes");
    }
    if (!QUALIFIED_PATTERN.matcher(name).matches()) {
      errors.add("name part " + charactersOfName());
    }
    return errors;
  }

  private static String charactersOfName() {
    return "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an"
        + " alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for"
        + " validation is '"
        + QUALIFIED
        + "')";
  }

  static List<String> portName(final String text) {
    final List<String> errors = new ArrayList<>();
    if (text.length() > 15) {
      errors.add("must be no more than 15 bytes");
    }
    if (!text.matches("(?i)[-a-z0-9]+")) {
      errors.add("must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)");
    }
    if (!text.matches("(?s).*[a-zA-Z].*")) {
      errors.add("must contain at least one letter (a-z)");
    }
    if (text.contains("--")) {
      errors.add("must not contain consecutive hyphens");
    }
    if (text.startsWith("-") || text.endsWith("-")) {
      errors.add("must not begin or end with a hyphen");
    }
    return errors;
  }

  static List<String> portNumber(final long number) {
    return number >= 1 && number <= 65535
        ? List.of()
        : List.of("must be between 1 and 65535, inclusive");
  }

  static List<String> environmentVariable(final String text) {
    return text.chars().allMatch(c -> c >= ' ' && c <= '~' && c != '=')
        ? List.of()
        : List.of(
            "a valid environment variable name must consist only of printable ASCII characters"
                + " other than '='");
  }

  static List<String> configKey(final String text) {
    final List<String> errors = new ArrayList<>();
    if (text.length() > 253) {
      errors.add("must be no more than 253 bytes");
    }
    if (!CONFIG_KEY.matcher(text).matches()) {
      errors.add(
          "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g."
              + " 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '"
              + CONFIG_KEY.pattern()
              + "')");
    }
    if (text.equals(".") || text.startsWith("..")) {
      errors.add(text.equals(".") ? "must not be '.'" : "must not start with '..'");
    }
    return errors;
  }

  /** Labels are well-formed; the path is that of the whole map, as the server reports it. */
  static void checkLabels(final JsonNode labels, final FieldPath path, final Problems problems) {
    labels
        .properties()
        .forEach(
            label -> {
              report(qualified(label.getKey()), label.getKey(), path, problems);
              final String value = label.getValue().asText();
              report(labelValue(value), value, path, problems);
            });
  }

  /** Keys of annotations are written like those of labels, in any case. */
  static void checkAnnotations(
      final JsonNode annotations, final FieldPath path, final Problems problems) {
    annotations
        .properties()
        .forEach(
            annotation ->
                report(
                    qualified(annotation.getKey().toLowerCase(Locale.ROOT)),
                    annotation.getKey(),
                    path,
                    problems));
  }

  static void report(
      final List<String> errors,
      final String value,
      final FieldPath path,
      final Problems problems) {
    errors.forEach(error -> problems.invalid(path, value, error));
  }

  private static List<String> check(
      final String text, final int most, final Pattern pattern, final String rule) {
    final List<String> errors = new ArrayList<>();
    if (text.length() > most) {
      errors.add("must be no more than " + most + " bytes");
    }
    if (!pattern.matcher(text).matches()) {
      errors.add(rule);
    }
    return errors;
  }
}
