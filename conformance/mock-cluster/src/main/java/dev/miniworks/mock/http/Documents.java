package dev.miniworks.mock.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.miniworks.mock.api.Discovery;
import dev.miniworks.mock.api.Registry;
import dev.miniworks.mock.json.Json;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The documents that are served beside the resources: discovery, version, health. */
final class Documents {

  private static final Set<String> HEALTH = Set.of("healthz", "livez", "readyz");
  private static final String AGGREGATED =
      "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";

  private final Discovery discovery;
  private final OpenApi openApi;

  Documents(Discovery discovery, Registry registry) {
    this.discovery = discovery;
    this.openApi = new OpenApi(registry);
  }

  /** A document of plain text. */
  Optional<String> text(List<String> parts) {
    return !parts.isEmpty() && HEALTH.contains(parts.get(0)) ? Optional.of("ok") : Optional.empty();
  }

  /** A document of JSON; empty when there is none there. */
  Optional<ObjectNode> json(List<String> parts, boolean aggregated, String address) {
    if (parts.isEmpty()) {
      return Optional.of(paths());
    }
    return switch (parts.get(0)) {
      case "api" -> core(parts, aggregated, address);
      case "apis" -> grouped(parts, aggregated);
      case "version" -> Optional.of(version());
      case "openapi" -> openApi.document(parts.subList(1, parts.size()));
      default -> Optional.empty();
    };
  }

  String mediaType(List<String> parts, boolean aggregated) {
    return aggregated && parts.size() == 1 && parts.get(0).startsWith("api")
        ? AGGREGATED
        : "application/json";
  }

  private Optional<ObjectNode> core(List<String> parts, boolean aggregated, String address) {
    return switch (parts.size()) {
      case 1 ->
          Optional.of(aggregated ? discovery.aggregated(true) : discovery.coreVersions(address));
      case 2 -> discovery.resources("", parts.get(1));
      default -> Optional.empty();
    };
  }

  private Optional<ObjectNode> grouped(List<String> parts, boolean aggregated) {
    return switch (parts.size()) {
      case 1 -> Optional.of(aggregated ? discovery.aggregated(false) : discovery.groups());
      case 2 -> discovery.group(parts.get(1));
      case 3 -> discovery.resources(parts.get(1), parts.get(2));
      default -> Optional.empty();
    };
  }

  private static ObjectNode paths() {
    ObjectNode paths = Json.object();
    paths.set(
        "paths",
        Json.strings(
            List.of("/api", "/apis", "/healthz", "/livez", "/openapi/v3", "/readyz", "/version")));
    return paths;
  }

  private static ObjectNode version() {
    return Json.object()
        .put("major", "1")
        .put("minor", "36")
        .put("emulationMajor", "1")
        .put("emulationMinor", "36")
        .put("minCompatibilityMajor", "1")
        .put("minCompatibilityMinor", "35")
        .put("gitVersion", "v1.36.3")
        .put("gitCommit", "")
        .put("gitTreeState", "clean")
        .put("buildDate", "1970-01-01T00:00:00Z")
        .put("goVersion", "")
        .put("compiler", "javac")
        .put("platform", "java");
  }
}
