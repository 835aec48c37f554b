package dev.miniworks.cli.kubectl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Takes an object's template and annotations back to those of an earlier revision. */
final class Rollback {

  private static final String HASH = "pod-template-hash";

  /** What belongs to the object as it is now, not to any revision. */
  private static final Set<String> KEPT =
      Set.of(
          "kubectl.kubernetes.io/last-applied-configuration",
          Revisions.REVISION,
          "deployment.kubernetes.io/revision-history",
          "deployment.kubernetes.io/desired-replicas",
          "deployment.kubernetes.io/max-replicas",
          "deprecated.deployment.rollback.to");

  private Rollback() {}

  /**
   * The revision to go back to.
   *
   * @param number of the revision; 0 for the one before the newest
   * @throws CommandFailure when there is none
   */
  static Resource target(Resource deployment, Revisions revisions, long number) {
    if (number != 0) {
      return revisions
          .numbered(number)
          .orElseThrow(
              () ->
                  new CommandFailure(
                      "unable to find specified revision %d in history".formatted(number)));
    }
    return revisions
        .previous()
        .orElseThrow(
            () ->
                new CommandFailure(
                    "no rollout history found for deployment \"%s\"".formatted(deployment.name())));
  }

  /**
   * The JSON patch that brings the revision back; none when its template is the present one.
   *
   * @throws CommandFailure when the object is paused
   */
  static Optional<JsonNode> patch(Resource deployment, Resource revision, String program) {
    if (deployment.paused()) {
      throw new CommandFailure(
          "you cannot rollback a paused deployment; resume it first with '%s rollout resume' and try again"
              .formatted(program));
    }
    var template = withoutHash(revision.template());
    if (isCurrent(deployment, revision) || template.equals(withoutHash(deployment.template()))) {
      return Optional.empty();
    }
    var patch = JsonNodeFactory.instance.arrayNode();
    patch.addObject().put("op", "replace").put("path", "/spec/template").set("value", template);
    // "add" also where there are no annotations yet
    patch
        .addObject()
        .put("op", "add")
        .put("path", "/metadata/annotations")
        .set("value", annotations(deployment, revision));
    return Optional.of(patch);
  }

  /**
   * Whether the controller has found the object to be at this revision. A mini kind's template is
   * stored as it was written, its revision's with all defaults, so that the two may differ in
   * words.
   */
  private static boolean isCurrent(Resource deployment, Resource revision) {
    var generation = deployment.json().path("metadata").path("generation").asLong();
    return deployment.status().path("observedGeneration").asLong() == generation
        && Revisions.number(deployment).isPresent()
        && Revisions.number(deployment).equals(Revisions.number(revision));
  }

  private static JsonNode annotations(Resource deployment, Resource revision) {
    var result = JsonNodeFactory.instance.objectNode();
    copy(deployment, KEPT::contains, result);
    copy(revision, key -> !KEPT.contains(key), result);
    return result;
  }

  private static void copy(Resource from, Predicate<String> which, ObjectNode into) {
    from.annotations().properties().stream()
        .filter(entry -> which.test(entry.getKey()))
        .forEach(entry -> into.set(entry.getKey(), entry.getValue()));
  }

  private static JsonNode withoutHash(JsonNode template) {
    JsonNode copy = template.deepCopy();
    if (copy.path("metadata").path("labels") instanceof ObjectNode labels) {
      labels.remove(HASH);
    }
    if (copy.path("metadata") instanceof ObjectNode metadata) {
      // Stored by the typed kinds, and meaning nothing.
      metadata.remove("creationTimestamp");
    }
    return copy;
  }
}
