package dev.miniworks.mock.kinds;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.miniworks.mock.api.FieldPath;
import java.util.Set;

/** How much there may be in a namespace. */
final class ResourceQuotaRules implements WithStatus {

  private static final FieldPath HARD = FieldPath.ROOT.child("spec", "hard");
  private static final Set<String> COUNTED =
      Set.of(
          "pods",
          "services",
          "services.nodeports",
          "services.loadbalancers",
          "secrets",
          "configmaps",
          "resourcequotas",
          "replicationcontrollers",
          "persistentvolumeclaims");
  private static final Set<String> MEASURED =
      Set.of("cpu", "memory", "ephemeral-storage", "storage");

  @Override
  public void check(final ObjectNode object, final Problems problems) {
    for (final var entry : object.at("/spec/hard").properties()) {
      final String resource = entry.getKey();
      final FieldPath path = HARD.key(resource);
      Names.report(Names.qualified(resource), resource, path, problems);
      if (!resource.contains("/") && !isKnown(resource)) {
        problems.invalid(path, resource, "must be a standard resource type or fully qualified");
        problems.invalid(path, resource, "must be a standard resource for quota");
      }
      Resources.checkQuantity(entry.getValue(), COUNTED.contains(resource), path, problems);
    }
  }

  private static boolean isKnown(final String resource) {
    return COUNTED.contains(resource)
        || MEASURED.contains(resource)
        || resource.startsWith("requests.")
        || resource.startsWith("limits.")
        || resource.startsWith("hugepages-");
  }
}
