package dev.miniworks.mock.kinds;

import com.fasterxml.jackson.databind.JsonNode;
import dev.miniworks.mock.api.FieldPath;
import dev.miniworks.mock.api.Quantity;
import java.util.Optional;
import java.util.Set;

/** Requests and limits: known resources, amounts that can be, no request above its limit. */
final class Resources {

  private static final Set<String> OF_CONTAINERS = Set.of("cpu", "memory", "ephemeral-storage");
  private static final Set<String> STANDARD =
      Set.of(
          "cpu",
          "memory",
          "ephemeral-storage",
          "storage",
          "pods",
          "services",
          "services.nodeports",
          "services.loadbalancers",
          "secrets",
          "configmaps",
          "resourcequotas",
          "replicationcontrollers",
          "persistentvolumeclaims");

  private Resources() {}

  static void check(final JsonNode resources, final FieldPath path, final Problems problems) {
    resources
        .path("limits")
        .properties()
        .forEach(
            limit -> checkAmount(limit.getKey(), limit.getValue(), path.child("limits"), problems));
    resources
        .path("requests")
        .properties()
        .forEach(
            request -> {
              checkAmount(request.getKey(), request.getValue(), path.child("requests"), problems);
              checkWithinLimit(
                  request.getKey(), request.getValue(), resources.path("limits"), path, problems);
            });
  }

  private static void checkAmount(
      final String resource, final JsonNode amount, final FieldPath list, final Problems problems) {
    final FieldPath path = list.key(resource);
    Names.report(Names.qualified(resource), resource, path, problems);
    if (!resource.contains("/")) {
      if (!STANDARD.contains(resource) && !isHugePages(resource)) {
        problems.invalid(path, resource, "must be a standard resource type or fully qualified");
      }
      if (!OF_CONTAINERS.contains(resource) && !isHugePages(resource)) {
        problems.invalid(path, resource, "must be a standard resource for containers");
      }
    }
    checkQuantity(amount, isExtended(resource), path, problems);
  }

  /** An amount is not negative, and a number of whole things where it counts devices. */
  static void checkQuantity(
      final JsonNode amount, final boolean whole, final FieldPath path, final Problems problems) {
    final Optional<Quantity> quantity = Quantity.parse(amount);
    if (quantity.filter(value -> value.signum() < 0).isPresent()) {
      problems.invalid(path, amount, "must be greater than or equal to 0");
    } else if (whole
        && quantity.filter(value -> value.value().stripTrailingZeros().scale() > 0).isPresent()) {
      problems.invalid(path, amount, "must be an integer");
    }
  }

  private static void checkWithinLimit(
      final String resource,
      final JsonNode amount,
      final JsonNode limits,
      final FieldPath path,
      final Problems problems) {
    final boolean mayDiffer = !isExtended(resource) && !isHugePages(resource);
    final JsonNode limit = limits.path(resource);
    if (limit.isMissingNode()) {
      if (!mayDiffer) {
        problems.required(
            path.child("limits"), "Limit must be set for non overcommitable resources");
      }
      return;
    }
    final int order =
        Quantity.parse(amount)
            .flatMap(request -> Quantity.parse(limit).map(request::compareTo))
            .orElse(0);
    if (order != 0 && !mayDiffer) {
      problems.invalid(
          path.child("requests"),
          amount,
          "must be equal to " + resource + " limit of " + limit.asText());
    } else if (order > 0) {
      problems.invalid(
          path.child("requests"),
          amount,
          "must be less than or equal to " + resource + " limit of " + limit.asText());
    }
  }

  private static boolean isHugePages(final String resource) {
    return resource.startsWith("hugepages-");
  }

  private static boolean isExtended(final String resource) {
    return resource.contains("/") && !resource.contains("kubernetes.io/");
  }
}
