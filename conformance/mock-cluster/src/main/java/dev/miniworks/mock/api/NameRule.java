package dev.miniworks.mock.api;

import java.util.Optional;
import java.util.regex.Pattern;

/** What a name may look like. */
public enum NameRule {
  SUBDOMAIN(
      253,
      "[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*",
      "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or"
          + " '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex"
          + " used for validation is"
          + " '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')"),
  LABEL(
      63,
      "[a-z0-9]([-a-z0-9]*[a-z0-9])?",
      "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and"
          + " must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex"
          + " used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')"),
  /** A label that begins with a letter. */
  STRICT_LABEL(
      63,
      "[a-z]([-a-z0-9]*[a-z0-9])?",
      "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an"
          + " alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or"
          + " 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')"),
  /** Whatever can stand between two slashes of a path. */
  PATH_SEGMENT(Integer.MAX_VALUE, "(?!\\.\\.?$)[^/%]+", "may not contain '/'");

  private final int longest;
  private final Pattern pattern;
  private final String explanation;

  NameRule(int longest, String pattern, String explanation) {
    this.longest = longest;
    this.pattern = Pattern.compile(pattern);
    this.explanation = explanation;
  }

  /** What is wrong with a name. */
  public Optional<String> judge(String name) {
    if (name.length() > longest) {
      return Optional.of("must be no more than " + longest + " bytes");
    }
    if (this == LABEL && name.indexOf('.') >= 0) {
      return Optional.of("must not contain dots");
    }
    return pattern.matcher(name).matches() ? Optional.empty() : Optional.of(explanation);
  }
}
