package dev.miniworks.mock.selector;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A field selector: fields that must have, or must not have, a value. */
public record FieldSelector(List<Term> terms) {

  public static final FieldSelector EVERYTHING = new FieldSelector(List.of());

  /** One comparison. */
  public record Term(String field, boolean equal, String value) {}

  /**
   * Reads the form of query parameters, such as {@code status.phase!=Running,spec.nodeName=}.
   *
   * @throws SelectorException when it makes no sense
   */
  public static FieldSelector parse(String text) {
    List<Term> terms = new ArrayList<>();
    for (String part : parts(text)) {
      if (!part.isEmpty()) {
        terms.add(term(text, part));
      }
    }
    return new FieldSelector(terms);
  }

  public boolean matches(Map<String, String> fields) {
    for (Term term : terms) {
      if (fields.getOrDefault(term.field(), "").equals(term.value()) != term.equal()) {
        return false;
      }
    }
    return true;
  }

  private static Term term(String text, String part) {
    for (int i = 0; i < part.length(); i++) {
      if (part.charAt(i) == '\\') {
        i++;
      } else if (part.startsWith("!=", i)) {
        return new Term(part.substring(0, i), false, unescaped(part.substring(i + 2)));
      } else if (part.startsWith("==", i)) {
        return new Term(part.substring(0, i), true, unescaped(part.substring(i + 2)));
      } else if (part.charAt(i) == '=') {
        return new Term(part.substring(0, i), true, unescaped(part.substring(i + 1)));
      }
    }
    throw new SelectorException(
        "invalid selector: '" + text + "'; can't understand '" + part + "'");
  }

  private static List<String> parts(String text) {
    List<String> parts = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '\\') {
        i++;
      } else if (text.charAt(i) == ',') {
        parts.add(text.substring(start, i));
        start = i + 1;
      }
    }
    parts.add(text.substring(start));
    return parts;
  }

  private static String unescaped(String value) {
    return value.replaceAll("\\\\([\\\\,=])", "$1");
  }
}
