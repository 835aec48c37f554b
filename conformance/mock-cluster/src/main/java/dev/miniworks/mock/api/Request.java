package dev.miniworks.mock.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;
import java.util.Optional;

/**
 * One request, whichever way it came.
 *
 * @param body the object, patch or delete options; a missing node when there is none
 * @param patchType of patches only
 * @param flaws what was noticed when the body was read, such as duplicate fields
 */
public record Request(
    Actor actor,
    Verb verb,
    Target target,
    Params params,
    JsonNode body,
    Optional<PatchType> patchType,
    List<String> flaws) {

  /** A request without a body. */
  public static Request of(Actor actor, Verb verb, Target target, Params params) {
    return of(actor, verb, target, params, MissingNode.getInstance());
  }

  public static Request of(Actor actor, Verb verb, Target target, Params params, JsonNode body) {
    return new Request(actor, verb, target, params, body, Optional.empty(), List.of());
  }
}
