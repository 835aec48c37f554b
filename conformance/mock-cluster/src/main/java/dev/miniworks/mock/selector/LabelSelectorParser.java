package dev.miniworks.mock.selector;

import dev.miniworks.mock.selector.Requirement.Operator;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads label selectors as the API server does, whose messages it uses. */
final class LabelSelectorParser {

  private static final String SYMBOLS = "=!(),<>";
  private static final Pattern NAME = Pattern.compile("([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]");
  private static final Pattern PREFIX =
      Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");

  private final List<String> tokens;
  private int next;

  LabelSelectorParser(String text) {
    tokens = tokens(text);
  }

  List<Requirement> parse() {
    List<Requirement> requirements = new ArrayList<>();
    while (true) {
      requirements.add(requirement());
      String token = take();
      if (token.isEmpty()) {
        return requirements;
      }
      if (!token.equals(",")) {
        throw new SelectorException("found '" + token + "', expected: ',' or 'end of string'");
      }
      if (!isIdentifier(peek()) && !peek().equals("!")) {
        throw new SelectorException("found '" + peek() + "', expected: identifier after ','");
      }
    }
  }

  private Requirement requirement() {
    boolean negated = peek().equals("!");
    if (negated) {
      take();
    }
    String key = take();
    if (!isIdentifier(key)) {
      throw unreadable("found '" + key + "', expected: identifier");
    }
    checkKey(key);
    if (negated) {
      return new Requirement(key, Operator.DOES_NOT_EXIST, Set.of());
    }
    String operator = peek();
    if (operator.isEmpty() || operator.equals(",")) {
      return new Requirement(key, Operator.EXISTS, Set.of());
    }
    take();
    return switch (operator) {
      case "=", "==" -> new Requirement(key, Operator.IN, value(key));
      case "!=" -> new Requirement(key, Operator.NOT_IN, value(key));
      case ">" -> new Requirement(key, Operator.GREATER, number(key));
      case "<" -> new Requirement(key, Operator.LESS, number(key));
      case "in" -> new Requirement(key, Operator.IN, values(key));
      case "notin" -> new Requirement(key, Operator.NOT_IN, values(key));
      default ->
          throw unreadable("found '" + operator + "', expected: in, notin, =, ==, !=, gt, lt");
    };
  }

  private Set<String> value(String key) {
    String value = peek();
    if (value.isEmpty() || value.equals(",")) {
      return Set.of("");
    }
    take();
    if (!isIdentifier(value) && !isWord(value)) {
      throw unreadable("found '" + value + "', expected: identifier");
    }
    checkValue(key, value);
    return Set.of(value);
  }

  private Set<String> number(String key) {
    Set<String> values = value(key);
    String value = values.iterator().next();
    if (!value.matches("-?\\d+")) {
      throw unreadable(
          "values[0]["
              + key
              + "]: Invalid value: \""
              + value
              + "\": for 'Gt', 'Lt' operators, the value must be an integer");
    }
    return values;
  }

  private Set<String> values(String key) {
    String open = take();
    if (!open.equals("(")) {
      throw unreadable("found '" + open + "' expected: '('");
    }
    Set<String> values = new LinkedHashSet<>();
    boolean afterValue = false;
    while (true) {
      String token = take();
      if (token.equals(")")) {
        if (!afterValue) {
          values.add("");
        }
        return values;
      }
      if (token.equals(",")) {
        if (!afterValue) {
          values.add("");
        }
        afterValue = false;
      } else if (!token.isEmpty() && (isIdentifier(token) || isWord(token)) && !afterValue) {
        checkValue(key, token);
        values.add(token);
        afterValue = true;
      } else {
        String expected = afterValue ? "',' or ')'" : "',', ')' or identifier";
        throw unreadable("found '" + token + "', expected: " + expected);
      }
    }
  }

  private static void checkKey(String key) {
    int slash = key.indexOf('/');
    String name = key.substring(slash + 1);
    boolean valid =
        name.length() <= 63
            && NAME.matcher(name).matches()
            && (slash < 0 || PREFIX.matcher(key.substring(0, slash)).matches());
    if (!valid) {
      throw unreadable(
          "key: Invalid value: \""
              + key
              + "\": "
              + "name part must consist of alphanumeric"
              + " characters, '-', '_' or '.', and must start and end with an alphanumeric"
              + " character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation"
              + " is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')");
    }
  }

  private static void checkValue(String key, String value) {
    if (value.length() > 63) {
      throw unreadable(
          "values[0]["
              + key
              + "]: Invalid value: \""
              + value
              + "\": must be no more than 63 bytes");
    }
    if (!NAME.matcher(value).matches()) {
      throw unreadable(
          "values[0]["
              + key
              + "]: Invalid value: \""
              + value
              + "\": a valid label must be an empty string or consist of alphanumeric characters,"
              + " '-', '_' or '.', and must start and end with an alphanumeric character (e.g."
              + " 'MyValue',  or 'my_value',  or '12345', regex used for validation is"
              + " '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')");
    }
  }

  private static SelectorException unreadable(String message) {
    return new SelectorException("unable to parse requirement: " + message);
  }

  private static boolean isIdentifier(String token) {
    return !token.isEmpty() && SYMBOLS.indexOf(token.charAt(0)) < 0 && !isWord(token);
  }

  private static boolean isWord(String token) {
    return token.equals("in") || token.equals("notin");
  }

  private String peek() {
    return next < tokens.size() ? tokens.get(next) : "";
  }

  private String take() {
    String token = peek();
    next++;
    return token;
  }

  private static List<String> tokens(String text) {
    List<String> tokens = new ArrayList<>();
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (Character.isWhitespace(c)) {
        i++;
      } else if (SYMBOLS.indexOf(c) >= 0) {
        boolean two = i + 1 < text.length() && text.charAt(i + 1) == '=' && "=!".indexOf(c) >= 0;
        tokens.add(text.substring(i, i + (two ? 2 : 1)));
        i += two ? 2 : 1;
      } else {
        int start = i;
        while (i < text.length()
            && !Character.isWhitespace(text.charAt(i))
            && SYMBOLS.indexOf(text.charAt(i)) < 0) {
          i++;
        }
        tokens.add(text.substring(start, i));
      }
    }
    return tokens;
  }
}
