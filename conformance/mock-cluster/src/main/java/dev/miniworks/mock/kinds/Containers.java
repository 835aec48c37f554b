package dev.miniworks.mock.kinds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.miniworks.mock.api.FieldPath;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A container: its name, image, ports, environment, mounts, resources, probes and hooks. */
final class Containers {

  private static final List<String> PROBES =
      List.of("livenessProbe", "readinessProbe", "startupProbe");

  private Containers() {}

  /**
   * What is demanded of containers of every sort.
   *
   * @param volumes the names of the volumes that can be mounted
   */
  static void check(
      final JsonNode container,
      final Set<String> volumes,
      final FieldPath path,
      final Problems problems) {
    final String name = Fields.text(container, "name");
    if (name.isEmpty()) {
      problems.required(path.child("name"));
    } else {
      Names.report(Names.label(name), name, path.child("name"), problems);
    }
    if (Fields.text(container, "image").isEmpty()) {
      problems.required(path.child("image"));
    }
    problems.oneOf(
        container.path("terminationMessagePolicy"),
        path.child("terminationMessagePolicy"),
        "File",
        "FallbackToLogsOnError");
    checkPorts(container.path("ports"), path.child("ports"), problems);
    Environment.check(container, path, problems);
    checkMounts(container.path("volumeMounts"), volumes, path.child("volumeMounts"), problems);
    problems.oneOf(
        container.path("imagePullPolicy"),
        path.child("imagePullPolicy"),
        "Always",
        "IfNotPresent",
        "Never");
    Resources.check(container.path("resources"), path.child("resources"), problems);
  }

  private static void checkPorts(
      final JsonNode ports, final FieldPath path, final Problems problems) {
    final Set<String> names = new HashSet<>();
    for (int i = 0; i < ports.size(); i++) {
      final JsonNode port = ports.get(i);
      final String name = Fields.text(port, "name");
      if (!name.isEmpty()) {
        final List<String> errors = Names.portName(name);
        Names.report(errors, name, path.index(i).child("name"), problems);
        if (errors.isEmpty() && !names.add(name)) {
          problems.duplicate(path.index(i).child("name"), port.get("name"));
        }
      }
      if (port.path("containerPort").asLong(0) == 0) {
        problems.required(path.index(i).child("containerPort"));
      } else {
        checkPortNumber(port, "containerPort", path.index(i), problems);
      }
      if (port.path("hostPort").asLong(0) != 0) {
        checkPortNumber(port, "hostPort", path.index(i), problems);
      }
      problems.oneOf(port.path("protocol"), path.index(i).child("protocol"), "SCTP", "TCP", "UDP");
    }
  }

  private static void checkPortNumber(
      final JsonNode port, final String field, final FieldPath path, final Problems problems) {
    Names.portNumber(port.get(field).asLong())
        .forEach(error -> problems.invalid(path.child(field), port.get(field), error));
  }

  /**
   * No two containers of a pod ask for one port of its node.
   *
   * @param taken the ports that containers before this one asked for; gets those of this one
   */
  static void checkHostPorts(
      final JsonNode container,
      final Set<String> taken,
      final FieldPath path,
      final Problems problems) {
    final JsonNode ports = container.path("ports");
    for (int i = 0; i < ports.size(); i++) {
      final JsonNode port = ports.get(i);
      final long hostPort = port.path("hostPort").asLong(0);
      final String key =
          Fields.text(port, "protocol") + "/" + Fields.text(port, "hostIP") + "/" + hostPort;
      if (hostPort != 0 && !taken.add(key)) {
        problems.duplicate(path.child("ports").index(i).child("hostPort"), TextNode.valueOf(key));
      }
    }
  }

  private static void checkMounts(
      final JsonNode mounts,
      final Set<String> volumes,
      final FieldPath path,
      final Problems problems) {
    final Set<String> places = new HashSet<>();
    for (int i = 0; i < mounts.size(); i++) {
      final JsonNode mount = mounts.get(i);
      final String name = Fields.text(mount, "name");
      final String place = Fields.text(mount, "mountPath");
      if (name.isEmpty()) {
        problems.required(path.index(i).child("name"));
      }
      if (!volumes.contains(name)) {
        problems.notFound(path.index(i).child("name"), TextNode.valueOf(name));
      }
      if (place.isEmpty()) {
        problems.required(path.index(i).child("mountPath"));
      }
      if (!places.add(place)) {
        problems.invalid(path.index(i).child("mountPath"), place, "must be unique");
      }
    }
  }

  /** Probes and hooks of a container that runs as long as its pod. */
  static void checkHandlers(
      final JsonNode container, final long grace, final FieldPath path, final Problems problems) {
    for (final var hook : container.path("lifecycle").properties()) {
      if (!hook.getKey().equals("stopSignal")) {
        Handlers.check(hook.getValue(), grace, path.child("lifecycle", hook.getKey()), problems);
      }
    }
    PROBES.stream()
        .filter(container::has)
        .forEach(
            probe ->
                Handlers.checkProbe(
                    container.get(probe), probe, grace, path.child(probe), problems));
  }

  /** An init container that ends has neither. */
  static void forbidHandlers(
      final JsonNode container, final FieldPath path, final Problems problems) {
    List.of("lifecycle", "livenessProbe", "readinessProbe", "startupProbe").stream()
        .filter(container::has)
        .forEach(
            field ->
                problems.forbidden(
                    path.child(field),
                    "may not be set for init containers without restartPolicy=Always"));
  }
}
