package dev.miniworks.mock.http;

import dev.miniworks.mock.api.ApiException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Chooses the form of an answer from what a client accepts. */
final class MediaTypes {

  /** How an answer is written. */
  enum Form {
    OBJECT,
    TABLE,
    PARTIAL,
    AGGREGATED_DISCOVERY
  }

  private MediaTypes() {}

  /** The first form in an Accept header that can be served. */
  static Form form(String accept, boolean discovery) {
    if (accept == null || accept.isBlank()) {
      return Form.OBJECT;
    }
    for (String range : accept.split(",")) {
      String[] parts = range.trim().split(";");
      String type = parts[0].trim().toLowerCase(Locale.ROOT);
      if (type.equals("application/json") || type.equals("*/*") || type.equals("application/*")) {
        Map<String, String> parameters = parameters(parts);
        String as = parameters.getOrDefault("as", "");
        if (as.isEmpty()) {
          return Form.OBJECT;
        }
        if (as.equals("Table") && parameters.getOrDefault("v", "").equals("v1")) {
          return Form.TABLE;
        }
        if (as.startsWith("PartialObjectMetadata")) {
          return Form.PARTIAL;
        }
        if (discovery && as.equals("APIGroupDiscoveryList") && "v2".equals(parameters.get("v"))) {
          return Form.AGGREGATED_DISCOVERY;
        }
      }
    }
    throw ApiException.of(
        406, "NotAcceptable", "406: Not Acceptable\n\nAvailable representations: application/json");
  }

  private static Map<String, String> parameters(String[] parts) {
    Map<String, String> parameters = new HashMap<>();
    for (int i = 1; i < parts.length; i++) {
      int equals = parts[i].indexOf('=');
      if (equals > 0) {
        parameters.put(parts[i].substring(0, equals).trim(), parts[i].substring(equals + 1).trim());
      }
    }
    return parameters;
  }

  /** The media type alone, in lower case. */
  static String bare(String contentType) {
    int end = contentType.indexOf(';');
    return (end < 0 ? contentType : contentType.substring(0, end)).trim().toLowerCase(Locale.ROOT);
  }
}
