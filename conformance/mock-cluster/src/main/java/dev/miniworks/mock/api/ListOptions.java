package dev.miniworks.mock.api;

import java.util.List;
import java.util.Optional;

/**
 * From which version a list or watch is wanted.
 *
 * @param given whether a version was named at all
 * @param version 0 for any
 */
record ListOptions(boolean given, long version, boolean exact, boolean initialEvents) {

  static ListOptions of(Params params) {
    check(params);
    Optional<String> text = params.text("resourceVersion");
    return new ListOptions(
        text.isPresent(),
        text.map(ListOptions::parse).orElse(0L),
        params.text("resourceVersionMatch").map("Exact"::equals).orElse(false),
        params.flag("sendInitialEvents"));
  }

  private static void check(Params params) {
    Optional<String> match = params.text("resourceVersionMatch");
    Optional<String> version = params.text("resourceVersion");
    boolean watches = params.watches();
    if (params.text("sendInitialEvents").isPresent()) {
      if (!watches) {
        throw forbidden("sendInitialEvents", "sendInitialEvents is forbidden for list");
      }
      if (!match.equals(Optional.of("NotOlderThan"))) {
        throw forbidden(
            "resourceVersionMatch",
            "sendInitialEvents requires setting resourceVersionMatch to NotOlderThan");
      }
      return;
    }
    if (match.isEmpty()) {
      return;
    }
    if (watches) {
      throw forbidden(
          "resourceVersionMatch",
          "resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided");
    }
    if (version.isEmpty()) {
      throw forbidden(
          "resourceVersionMatch",
          "resourceVersionMatch is forbidden unless resourceVersion is provided");
    }
    if (params.text("continue").isPresent()) {
      throw forbidden(
          "resourceVersionMatch", "resourceVersionMatch is forbidden when continue is provided");
    }
    if (!match.get().equals("Exact") && !match.get().equals("NotOlderThan")) {
      throw invalid(
          new FieldError(
              "FieldValueNotSupported",
              "resourceVersionMatch",
              "Unsupported value: \""
                  + match.get()
                  + "\": supported values: \"Exact\", \"NotOlderThan\", \"\""));
    }
    if (match.get().equals("Exact") && version.get().equals("0")) {
      throw forbidden(
          "resourceVersionMatch",
          "resourceVersionMatch \"exact\" is forbidden for resourceVersion \"0\"");
    }
  }

  private static long parse(String text) {
    try {
      return Long.parseUnsignedLong(text);
    } catch (NumberFormatException e) {
      throw ApiException.badRequest(
          "invalid resource version: resourceVersion: Invalid value: \""
              + text
              + "\": strconv.ParseUint: parsing \""
              + text
              + "\": invalid syntax");
    }
  }

  private static ApiException forbidden(String field, String message) {
    return invalid(new FieldError("FieldValueForbidden", field, "Forbidden: " + message));
  }

  private static ApiException invalid(FieldError error) {
    return ApiException.invalid("meta.k8s.io", "ListOptions", "", List.of(error));
  }
}
