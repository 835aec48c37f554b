package dev.miniworks.mock.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the schema of a field by a path such as {@code .spec.limits['cpu']}. */
final class SchemaPath {

  private static final Pattern STEP = Pattern.compile("\\.([^.\\[\\]]+)|\\['([^']*)'\\]");

  private SchemaPath() {}

  /** A path that leads nowhere; its message says why. */
  static final class BadPathException extends Exception {

    private BadPathException(final String why) {
      super(why);
    }
  }

  static JsonNode find(final JsonNode schema, final String path) throws BadPathException {
    JsonNode here = schema;
    int at = 0;
    for (final Matcher step = STEP.matcher(path); at < path.length(); at = step.end()) {
      if (!step.find(at) || step.start() != at) {
        throw new BadPathException("expected [ or . but got: " + path.substring(at));
      }
      here = below(here, step.group(1) == null ? step.group(2) : step.group(1));
    }
    return here;
  }

  private static JsonNode below(final JsonNode schema, final String name) throws BadPathException {
    final JsonNode below =
        schema.has("properties")
            ? schema.path("properties").path(name)
            : schema.path("additionalProperties");
    if (!below.isObject()) {
      throw new BadPathException("does not refer to a valid field");
    }
    return below;
  }
}
