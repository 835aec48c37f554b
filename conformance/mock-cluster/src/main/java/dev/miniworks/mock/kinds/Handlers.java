package dev.miniworks.mock.kinds;

import com.fasterxml.jackson.databind.JsonNode;
import dev.miniworks.mock.api.FieldPath;
import java.util.List;

/** What probes and lifecycle hooks do: run a command, call a port, wait. */
final class Handlers {

  private static final List<String> TYPES =
      List.of("exec", "httpGet", "tcpSocket", "grpc", "sleep");

  private Handlers() {}

  static void checkProbe(
      final JsonNode probe,
      final String name,
      final long grace,
      final FieldPath path,
      final Problems problems) {
    check(probe, grace, path, problems);
    problems.notNegative(
        probe,
        path,
        "initialDelaySeconds",
        "timeoutSeconds",
        "periodSeconds",
        "successThreshold",
        "failureThreshold");
    final JsonNode ownGrace = probe.path("terminationGracePeriodSeconds");
    if (ownGrace.isNumber() && ownGrace.longValue() <= 0) {
      problems.invalid(
          path.child("terminationGracePeriodSeconds"), ownGrace, "must be greater than 0");
    }
    if (!name.equals("readinessProbe") && probe.path("successThreshold").asLong(1) != 1) {
      problems.invalid(path.child("successThreshold"), probe.get("successThreshold"), "must be 1");
    }
    if (name.equals("readinessProbe") && ownGrace.isNumber()) {
      problems.invalid(
          path.child("terminationGracePeriodSeconds"),
          ownGrace,
          "must not be set for readinessProbes");
    }
  }

  /** There is one thing to do, and it can be done. */
  static void check(
      final JsonNode handler, final long grace, final FieldPath path, final Problems problems) {
    final List<String> given = TYPES.stream().filter(handler::has).toList();
    if (given.isEmpty()) {
      problems.required(path, "must specify a handler type");
      return;
    }
    checkAction(given.get(0), handler.get(given.get(0)), grace, path.child(given.get(0)), problems);
    given.stream()
        .skip(1)
        .forEach(
            type ->
                problems.forbidden(path.child(type), "may not specify more than 1 handler type"));
  }

  private static void checkAction(
      final String type,
      final JsonNode action,
      final long grace,
      final FieldPath path,
      final Problems problems) {
    switch (type) {
      case "exec" -> {
        if (action.path("command").isEmpty()) {
          problems.required(path.child("command"));
        }
      }
      case "httpGet" -> {
        checkPort(action.path("port"), path.child("port"), problems);
        problems.oneOf(action.path("scheme"), path.child("scheme"), "HTTP", "HTTPS");
      }
      case "tcpSocket", "grpc" -> checkPort(action.path("port"), path.child("port"), problems);
      default -> {
        final JsonNode seconds = action.path("seconds");
        if (seconds.asLong() < 0 || seconds.asLong() > grace) {
          problems.invalid(
              path,
              seconds,
              "must be non-negative and less than terminationGracePeriodSeconds (" + grace + ")");
        }
      }
    }
  }

  private static void checkPort(
      final JsonNode port, final FieldPath path, final Problems problems) {
    final List<String> errors =
        port.isTextual() ? Names.portName(port.textValue()) : Names.portNumber(port.asLong());
    errors.forEach(error -> problems.invalid(path, port, error));
  }
}
