package dev.miniworks.mock.kinds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.miniworks.mock.api.FieldPath;
import java.util.List;
import java.util.Set;

/** One address for many pods. */
final class ServiceRules implements WithStatus {

  private static final FieldPath SPEC = FieldPath.ROOT.child("spec");
  private static final Set<String> WITH_TRAFFIC_POLICY =
      Set.of("ClusterIP", "NodePort", "LoadBalancer");

  @Override
  public void fillDefaults(final ObjectNode object) {
    final ObjectNode spec = Fields.part(object, "spec");
    Fields.setIfEmpty(spec, "sessionAffinity", "None");
    Fields.setIfEmpty(spec, "type", "ClusterIP");
    for (final JsonNode port : spec.path("ports")) {
      if (port instanceof ObjectNode entry) {
        fillPort(entry);
      }
    }
    if (WITH_TRAFFIC_POLICY.contains(Fields.text(spec, "type"))) {
      Fields.setIfMissing(spec, "internalTrafficPolicy", "Cluster");
    }
    if (!Fields.text(spec, "clusterIP").isEmpty()) {
      fillAddressFamily(spec);
    }
  }

  private static void fillPort(final ObjectNode port) {
    Fields.setIfEmpty(port, "protocol", "TCP");
    final String target = port.path("targetPort").asText("");
    if (target.isEmpty() || target.equals("0")) {
      port.set("targetPort", port.path("port").deepCopy());
    }
  }

  /** What follows from an address that is known; the server gives one to services without. */
  private static void fillAddressFamily(final ObjectNode spec) {
    final String address = Fields.text(spec, "clusterIP");
    if (!spec.has("clusterIPs")) {
      spec.putArray("clusterIPs").add(address);
    }
    if (!spec.has("ipFamilies")) {
      spec.putArray("ipFamilies").add(address.contains(":") ? "IPv6" : "IPv4");
    }
    Fields.setIfMissing(spec, "ipFamilyPolicy", "SingleStack");
  }

  @Override
  public void check(final ObjectNode object, final Problems problems) {
    final JsonNode spec = object.path("spec");
    checkPorts(spec.path("ports"), problems);
    Names.checkLabels(spec.path("selector"), SPEC.child("selector"), problems);
    problems.oneOf(spec.path("sessionAffinity"), SPEC.child("sessionAffinity"), "ClientIP", "None");
    problems.oneOf(
        spec.path("type"),
        SPEC.child("type"),
        "ClusterIP",
        "ExternalName",
        "LoadBalancer",
        "NodePort");
  }

  private static void checkPorts(final JsonNode ports, final Problems problems) {
    for (int i = 0; i < ports.size(); i++) {
      final JsonNode port = ports.get(i);
      final FieldPath path = SPEC.child("ports").index(i);
      final String name = Fields.text(port, "name");
      if (!name.isEmpty()) {
        Names.report(Names.label(name), name, path.child("name"), problems);
      } else if (ports.size() > 1) {
        problems.required(path.child("name"));
      }
      checkPort(port.path("port"), path.child("port"), problems);
      checkPort(port.path("targetPort"), path.child("targetPort"), problems);
      problems.oneOf(port.path("protocol"), path.child("protocol"), "SCTP", "TCP", "UDP");
    }
  }

  private static void checkPort(
      final JsonNode port, final FieldPath path, final Problems problems) {
    final List<String> errors =
        port.isTextual() ? Names.portName(port.textValue()) : Names.portNumber(port.asLong());
    errors.forEach(error -> problems.invalid(path, port, error));
  }
}
