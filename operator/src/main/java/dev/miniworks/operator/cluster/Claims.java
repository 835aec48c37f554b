package dev.miniworks.operator.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.miniworks.operator.kinds.ApiKind;
import dev.miniworks.operator.workload.Failure;
import dev.miniworks.operator.workload.Meta;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Takes control of children and gives it up: the writes behind adoption and release.
 *
 * <p>Each child is read first and patched on the version read, so that a rival's claim in between
 * shows as a conflict. That works for built-in and custom children alike.
 */
public final class Claims {

  private final Api api;
  private final WriteLog writes;
  private final KubernetesSerialization serialization;

  public Claims(Api api, WriteLog writes, KubernetesSerialization serialization) {
    this.api = api;
    this.writes = writes;
    this.serialization = serialization;
  }

  /**
   * Makes sure that the owner may adopt: read from the API server, it is still the same and not
   * being deleted. To be asked once before the first adoption of a pass.
   */
  public Optional<Failure> mayAdopt(Owner owner) {
    try {
      JsonNode metadata =
          Api.await(api.get(owner.kind().path(owner.meta().namespace(), owner.meta().name())))
              .object()
              .path("metadata");
      boolean same = metadata.path("uid").asText().equals(owner.meta().uid());
      return same && !metadata.hasNonNull("deletionTimestamp")
          ? Optional.empty()
          : Optional.of(conflict("the owner is being deleted or was replaced"));
    } catch (ApiException refusal) {
      return Optional.of(refusal.failure(Failure.Verb.ADOPT));
    }
  }

  /** Makes the owner the controller of the child. A child that is gone is no failure. */
  public Optional<Failure> adopt(
      Owner owner, ApiKind childKind, Meta child, SharedCache<?> children) {
    return patch(
        owner,
        childKind,
        child,
        children,
        Failure.Verb.ADOPT,
        references -> {
          for (JsonNode reference : references) {
            if (reference.path("controller").asBoolean()) {
              throw new ApiException(
                  409,
                  "Conflict",
                  List.of(),
                  child.name() + " has another controller by now",
                  null);
            }
          }
          JsonNode ours =
              serialization.convertValue(
                  owner.kind().controllerReference(owner.meta()), JsonNode.class);
          return references.deepCopy().add(ours);
        });
  }

  /** Takes the owner's reference off the child. A child that is gone is no failure. */
  public Optional<Failure> release(
      Owner owner, ApiKind childKind, Meta child, SharedCache<?> children) {
    return patch(
        owner,
        childKind,
        child,
        children,
        Failure.Verb.RELEASE,
        references -> {
          ArrayNode others = JsonNodeFactory.instance.arrayNode();
          for (JsonNode reference : references) {
            if (!reference.path("uid").asText().equals(owner.meta().uid())) {
              others.add(reference);
            }
          }
          return others;
        });
  }

  private interface Change {
    ArrayNode apply(ArrayNode references);
  }

  private Optional<Failure> patch(
      Owner owner,
      ApiKind childKind,
      Meta child,
      SharedCache<?> children,
      Failure.Verb verb,
      Change change) {
    String path = childKind.path(child.namespace(), child.name());
    try {
      JsonNode metadata = Api.await(api.get(path)).object().path("metadata");
      if (!metadata.path("uid").asText().equals(child.uid())) {
        return Optional.empty();
      }
      ArrayNode references =
          metadata.path("ownerReferences") instanceof ArrayNode present
              ? present
              : JsonNodeFactory.instance.arrayNode();
      Map<String, Object> patch =
          Map.of(
              "metadata",
              Map.of(
                  "resourceVersion",
                  metadata.path("resourceVersion").asText(),
                  "ownerReferences",
                  change.apply(references)));
      Written written = Api.await(api.mergePatch(path, patch));
      writes.wrote(owner.meta().uid(), children, child.namespace(), written.resourceVersion());
      return Optional.empty();
    } catch (ApiException refusal) {
      Failure failure = refusal.failure(verb);
      return failure.cause() == Failure.Cause.NOT_FOUND ? Optional.empty() : Optional.of(failure);
    }
  }

  private static Failure conflict(String message) {
    return new Failure(Failure.Verb.ADOPT, Failure.Cause.CONFLICT, message);
  }
}
